"""Ending an incident, opening it again, and closing it without a report."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _

from afterword.core import clock
from afterword.incidents.actions.complete import complete_without_postmortem
from afterword.incidents.actions.resolve import Ending, resolve
from afterword.incidents.actions.set_status import set_status
from afterword.incidents.field_rules import TO_RESOLVE, fields_of, gaps_in
from afterword.incidents.field_values import values_of
from afterword.incidents.kinds import Resolved
from afterword.incidents.models import Category, Incident, Outcome, Status
from afterword.web.formats import short_moment
from afterword.web.incidents.changes import to_change
from afterword.web.incidents.dialog import Dialog, converse
from afterword.web.incidents.field_inputs import add_controls, given_in
from afterword.web.incidents.finding import back_to, zones_of
from afterword.web.incidents.forms import BecauseForm, ResolveForm, StatusForm
from afterword.web.requests import PersonRequest, SeeOther, sent, signed_in


@signed_in
def resolve_incident(request: PersonRequest, number: int) -> HttpResponse:
    """Asks how it ended and when the impact did. Whoever comes second is told who was first."""
    incident = to_change(request, number)
    if not incident.is_open:
        return _tell_who_was_first(request, incident)
    running = list(incident.impacts.filter(ended_at=None))
    form = ResolveForm(
        sent(request),
        actor=request.actor,
        has_running_impact=bool(running),
        zones=zones_of(request, incident),
        initial={"outcome": Outcome.RESOLVED},
    )
    missing = gaps_in(fields_of(incident.type_id), values_of([incident])[incident.pk], TO_RESOLVE)
    add_controls(form, missing, {})
    dialog = Dialog(
        _("Resolve"),
        _("Resolve the incident"),
        template="incidents/resolve.html",
        extra={
            "running": running,
            "open_tasks": incident.tasks.open().count(),
            "missing": [form[each.slot] for each in missing],
        },
        key="resolve",
    )

    def run(given: dict[str, Any]) -> object:
        ending = Ending(
            at=given["at"],
            outcome=given["outcome"],
            impact_ended_at=given.get("impact_ended_at"),
            duplicate_of=given["duplicate_of"],
            reason=given["reason"],
            fields=given_in(form, missing) if given["outcome"] == Outcome.RESOLVED else {},
        )
        done = resolve(request.actor, incident, ending)
        _tell_if_second(request, done)
        return done

    return converse(request, incident, form, dialog, run)


def _tell_if_second(request: PersonRequest, incident: Incident) -> None:
    entry = incident.timeline.of_kind(Resolved).order_by("-number").first()
    if entry and entry.actor_user_id != request.actor.user_id:
        words = _("%(who)s resolved it a moment before you. Nothing was changed.")
        messages.info(request, words % {"who": entry.actor_label})


def _tell_who_was_first(request: PersonRequest, incident: Incident) -> HttpResponse:
    entry = incident.timeline.of_kind(Resolved).order_by("-number").first()
    words = _("This incident is over already.")
    if entry:
        words = _("%(who)s resolved it already: %(when)s.") % {
            "who": entry.actor_label,
            "when": short_moment(entry.occurred_at, clock.now()),
        }
    messages.info(request, words)
    return SeeOther(back_to(request, incident))


@signed_in
def reopen_incident(request: PersonRequest, number: int) -> HttpResponse:
    incident = to_change(request, number)
    first = Status.first_of(Category.ACTIVE)
    form = StatusForm(sent(request), zones=zones_of(request, incident), initial={"status": first.pk})
    lead = _("It goes on: the resolved time is cleared, and everything written stays.")
    dialog = Dialog(_("Reopen"), _("Reopen the incident"), lead=lead, template="incidents/status.html")

    def run(given: dict[str, Any]) -> object:
        return set_status(request.actor, incident, given["status"], at=given["at"], reason=given["reason"])

    return converse(request, incident, form, dialog, run)


@signed_in
def complete_incident(request: PersonRequest, number: int) -> HttpResponse:
    incident = to_change(request, number)
    form = BecauseForm(sent(request))
    lead = _("Close it for good, with the reason why nothing is to be learned from it that is not known already.")
    dialog = Dialog(_("No postmortem needed"), _("Close without a postmortem"), lead=lead, key="because")

    def run(given: dict[str, Any]) -> object:
        return complete_without_postmortem(request.actor, incident, because=given["because"])

    return converse(request, incident, form, dialog, run)
