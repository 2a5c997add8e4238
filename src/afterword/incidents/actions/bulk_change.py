"""Changing many incidents at once: each through its own verb and rule, all of them or none."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from afterword.access.policy import can, lock
from afterword.access.verbs import Verb
from afterword.core.errors import Conflict, DomainError, Invalid
from afterword.incidents.actions.assign_role import assign_role
from afterword.incidents.actions.set_scope import set_services, set_teams, set_test
from afterword.incidents.actions.set_severity import set_severity
from afterword.incidents.actions.set_status import set_status
from afterword.incidents.actions.set_tags import change_tags
from afterword.incidents.models import Incident, Role, Service, Severity, Status, Tag
from afterword.incidents.tags import tag_word, tags_named
from afterword.people.actor import Actor
from afterword.people.models import Team, User

MOST_AT_ONCE = 200  # each with four changes holds SQLite's lock for about two seconds


@dataclass(frozen=True)
class BulkChange:
    """What is to be different afterwards. What is left empty stays as it is on each incident."""

    severity: Severity | None = None
    status: Status | None = None
    commander: User | None = None
    add_tags: tuple[str, ...] = ()
    remove_tags: tuple[str, ...] = ()
    add_services: tuple[Service, ...] = ()
    add_teams: tuple[Team, ...] = ()
    is_test: bool | None = None

    @property
    def is_empty(self) -> bool:
        return self == NOTHING


NOTHING = BulkChange()


@dataclass(frozen=True)
class Refused:
    """An incident that can't be changed so, and why."""

    number: int
    reason: str


class SomeRefused(Conflict):
    """Nothing was changed, because these can't be; `others` can."""

    code = "some_refused"

    def __init__(self, refused: Sequence[Refused], others: Sequence[int]) -> None:
        self.refused, self.others = list(refused), list(others)
        listed = "; ".join(f"INC-{each.number}: {each.reason}" for each in self.refused[:10])
        super().__init__(_("Nothing was changed. %(listed)s") % {"listed": listed})


def bulk_change(actor: Actor, numbers: Collection[int], change: BulkChange) -> int:
    """Change all of these incidents, or none; returns how many are as wished now.

    Each goes through the verb for one incident, with its rule and its timeline entry. Raises SomeRefused when there
    are some that can't be changed, and Invalid when there are too many or nothing is to change.
    """
    _check(numbers, change)
    incidents, refused = _found(actor, numbers)
    refused += _refused_before(actor, incidents, change)
    if not refused:  # what can be told beforehand takes no lock
        refused = _run(actor, incidents, change)
    if refused:
        names = {each.number for each in refused}
        raise SomeRefused(refused, [each.number for each in incidents if each.number not in names])
    return len(incidents)


def _check(numbers: Collection[int], change: BulkChange) -> None:
    if not numbers:
        raise Invalid({"numbers": _("Choose at least one incident.")})
    if len(set(numbers)) > MOST_AT_ONCE:
        shown = {"count": len(set(numbers)), "most": MOST_AT_ONCE}
        problem = _(
            "%(count)s incidents are too many for one change; at most %(most)s go at once. Nothing was changed."
        )
        raise Invalid({"numbers": problem % shown})
    if change.is_empty:
        raise Invalid({"": _("Say what is to change.")})


def _found(actor: Actor, numbers: Collection[int]) -> tuple[list[Incident], list[Refused]]:
    """Those that the actor sees, by number; what is hidden is answered like what does not exist."""
    visible = Incident.objects.visible_to(actor).filter(number__in=set(numbers))
    found = list(visible.select_related("status").order_by("number"))
    missing = sorted(set(numbers) - {each.number for each in found})
    reason = _("There is no such incident, or it is not shared with you.")
    return found, [Refused(number, reason) for number in missing]


def _refused_before(actor: Actor, incidents: list[Incident], change: BulkChange) -> list[Refused]:
    refused: list[Refused] = []
    for incident in incidents:
        if not can(actor, Verb.INCIDENT_UPDATE, incident):
            refused.append(Refused(incident.number, _("You may not change it.")))
        elif change.status and not incident.is_open:
            refused.append(Refused(incident.number, _("It is over; reopen it first.")))
    return refused


def _set_open_status(actor: Actor, incident: Incident, status: Status) -> None:
    """Somebody may have ended it since we looked; a change of many never reopens."""
    if not lock(actor, Verb.INCIDENT_UPDATE, incident).is_open:
        raise Conflict(_("It is over; reopen it first."))
    set_status(actor, incident, status)


class _Undo(Exception):
    """Takes back what the transaction has done so far."""


def _run(actor: Actor, incidents: list[Incident], change: BulkChange) -> list[Refused]:
    """Every step on every incident; the first refusal of an incident takes everything back, after all were asked."""
    refused: list[Refused] = []
    try:
        with transaction.atomic():
            steps = _steps(actor, change)
            for incident in incidents:
                try:
                    with transaction.atomic():
                        for step in steps:
                            step(incident)
                except DomainError as refusal:
                    refused.append(Refused(incident.number, refusal.message))
            if refused:
                raise _Undo
    except _Undo:
        pass
    return refused


def _steps(actor: Actor, change: BulkChange) -> list[Callable[[Incident], object]]:
    """The verbs to call on each incident."""
    steps: list[Callable[[Incident], object]] = []
    if change.severity:
        severity = change.severity
        steps.append(lambda each: set_severity(actor, each, severity))
    if change.status:
        status = change.status
        steps.append(lambda each: _set_open_status(actor, each, status))
    if change.commander:
        commander, role = change.commander, Role.objects.get(is_commander=True)
        steps.append(lambda each: assign_role(actor, each, role, commander))
    if change.add_tags or change.remove_tags:
        add, remove = tags_named(change.add_tags), Tag.objects.filter(name__in=map(tag_word, change.remove_tags))
        steps.append(lambda each: change_tags(actor, each, add=add, remove=remove))
    if change.add_services:
        steps.append(lambda each: set_services(actor, each, {*each.services.all(), *change.add_services}))
    if change.add_teams:
        steps.append(lambda each: set_teams(actor, each, {*each.teams.all(), *change.add_teams}))
    if change.is_test is not None:
        is_test = change.is_test
        steps.append(lambda each: set_test(actor, each, is_test=is_test))
    return steps
