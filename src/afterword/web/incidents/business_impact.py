"""The form about what an incident cost."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from afterword.incidents.actions.set_business_impact import BusinessFigures, set_business_impact
from afterword.incidents.models import BusinessImpact, Incident
from afterword.web.incidents.changes import to_change
from afterword.web.incidents.dialog import Dialog, converse
from afterword.web.incidents.figures import business_lines
from afterword.web.incidents.impact_forms import BusinessImpactForm
from afterword.web.requests import PersonRequest, sent, signed_in


@signed_in
def change_business_impact(request: PersonRequest, number: int) -> HttpResponse:
    incident = to_change(request, number)
    initial = vars(BusinessFigures.of(_kept(incident))) | {"since": incident.timeline_head}
    form = BusinessImpactForm(sent(request), initial=initial)
    dialog = Dialog(
        _("What it cost"),
        _("Save business impact"),
        lead=_("Fill in what you know. Leave empty what nobody knows: that is not the same as 0."),
        template="incidents/business_impact.html",
        extra={"is_wide": True, "teams": list(incident.teams.all())},
        key="business-impact",
        theirs=lambda: "\n".join(f"{line.label}: {line.value}" for line in business_lines(_kept(incident))),
    )

    def run(given: dict[str, Any]) -> object:
        return set_business_impact(request.actor, incident, form.figures(), since=given["since"])

    return converse(request, incident, form, dialog, run)


def _kept(incident: Incident) -> BusinessImpact:
    return BusinessImpact.objects.filter(incident=incident).first() or BusinessImpact(incident=incident)
