"""Whose report it is, and when it is looked at again."""

from collections.abc import Mapping
from datetime import date
from typing import TypedDict

from django.db import transaction

from afterword.access.policy import lock
from afterword.access.verbs import Verb
from afterword.core import clock
from afterword.incidents.validation import check_day
from afterword.people.actor import Actor
from afterword.people.models import Team, User
from afterword.postmortems.actions.ask_for_review import check_reader
from afterword.postmortems.models import Postmortem


class ReportFacts(TypedDict, total=False):
    owner: User | None
    team: Team | None
    review_on: date | None
    follow_up_on: date | None


@transaction.atomic
def set_facts(actor: Actor, postmortem: Postmortem, facts: ReportFacts) -> Postmortem:
    """Set the owner, the team, the days of review and follow-up; what is not named stays. Also once published.

    Raises Invalid for an owner who can't see the report.
    """
    postmortem = lock(actor, Verb.POSTMORTEM_EDIT, postmortem)
    changed = {name: value for name, value in _given(facts).items() if getattr(postmortem, name) != value}
    if not changed:
        return postmortem
    if owner := facts.get("owner"):
        check_reader(postmortem, owner, field="owner")
    check_day(facts.get("review_on"), field="review_on")
    check_day(facts.get("follow_up_on"), field="follow_up_on")
    for name, value in changed.items():
        setattr(postmortem, name, value)
    postmortem.updated_at = clock.now()
    postmortem.save(update_fields=[*changed, "updated_at"])
    return postmortem


def _given(facts: ReportFacts) -> Mapping[str, object]:
    return facts
