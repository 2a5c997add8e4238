"""Sections that people were asked for, as the report's page shows them."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db.models import Q

from afterword.core import clock
from afterword.people.actor import Actor
from afterword.postmortems.models import Postmortem
from afterword.web.due import Due, due_of, reader_today

SHOWN_DONE = timedelta(days=1)  # so that one sees that it was written
MOST = 100


@dataclass(frozen=True)
class AskedSection:
    pk: UUID
    section: str
    title: str
    person: str
    message: str
    due: Due
    is_done: bool
    may_finish: bool


def asked_sections(actor: Actor, postmortem: Postmortem, *, may_edit: bool) -> list[AskedSection]:
    """Open ones, and those that were finished since yesterday."""
    today = reader_today()
    recent = Q(done_at=None) | Q(done_at__gt=clock.now() - SHOWN_DONE)
    return [
        AskedSection(
            each.pk,
            each.section,
            each.title,
            str(each.person),
            each.message,
            due_of(each.due_on, today, is_open=not each.is_done),
            each.is_done,
            may_finish=not each.is_done and (may_edit or each.person_id == actor.user_id),
        )
        for each in postmortem.section_requests.filter(recent).select_related("person")[:MOST]
    ]
