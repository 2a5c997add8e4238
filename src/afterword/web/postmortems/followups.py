"""Adding a follow-up from the report, in every state of it."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from afterword.access.policy import can, require
from afterword.access.verbs import Verb
from afterword.followups.models import FollowUpKind, Horizon
from afterword.postmortems.actions.add_followup import add_followup_to_report
from afterword.web.incidents.dialog import Dialog, converse
from afterword.web.postmortems.finding import find
from afterword.web.postmortems.life_forms import ReportFollowUpForm
from afterword.web.requests import PersonRequest, sent, signed_in


@signed_in
def add_followup(request: PersonRequest, number: int) -> HttpResponse:
    """Of a report on several incidents, it asks which of them the follow-up belongs to."""
    postmortem = find(request, number)
    require(request.actor, Verb.POSTMORTEM_EDIT, postmortem)
    covered = list(postmortem.incidents.order_by("coverage__position"))
    offered = [each for each in covered if can(request.actor, Verb.INCIDENT_UPDATE, each)]
    initial = {"kind": FollowUpKind.ACTION, "horizon": Horizon.MONTH}
    form = ReportFollowUpForm(sent(request), incidents=offered, initial=initial)
    dialog = Dialog(
        _("Add a follow-up"),
        _("Add follow-up"),
        template="postmortems/followup.html",
        key="followup",
        extra={"is_wide": True, "section": "postmortems"},
    )

    def run(given: dict[str, Any]) -> object:
        return add_followup_to_report(request.actor, postmortem, form.draft(), incident=given.get("incident"))

    return converse(request, postmortem, form, dialog, run)
