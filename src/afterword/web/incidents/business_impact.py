"""The form about what an incident cost."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from afterword.core import clock
from afterword.incidents.actions.set_business_impact import BusinessFigures, set_business_impact
from afterword.incidents.engineering_hours import engineering_time
from afterword.incidents.models import BusinessImpact, Incident
from afterword.web.formats import duration
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
    form.fields["engineering_hours"].help_text = _words_of_hours(incident)
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


def _words_of_hours(incident: Incident) -> str:
    """What the times of the responders say, beside what people say."""
    counted = engineering_time(incident.responders.all(), now=clock.now(), resolved_at=incident.resolved_at)
    if counted.seconds is None:
        return _("Nobody has been on it yet.")
    return _("The responders' times add up to %(time)s. Fill it in only if it was otherwise.") % {
        "time": duration(counted.seconds)
    }


def _kept(incident: Incident) -> BusinessImpact:
    return BusinessImpact.objects.filter(incident=incident).first() or BusinessImpact(incident=incident)
