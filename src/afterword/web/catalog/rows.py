"""The rows of a list as the pages show them: in order, with their neighbours and how often they are used."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic
from uuid import UUID

from django.db.models import Count, Model, QuerySet
from django.utils.translation import gettext

from afterword.incidents.models import FieldValue, Impact, Incident, Responder
from afterword.incidents.nouns import Noun, live
from afterword.incidents.nouns.noun import ListedT
from afterword.people.actor import Actor

NOTES = ("guidance", "duty", "help_text")


@dataclass(frozen=True)
class Shown(Generic[ListedT]):
    """One row; `above` and `below` are what it can be moved past, `kept` says why it can't be retired."""

    row: ListedT
    uses: int
    above: ListedT | None
    below: ListedT | None
    kept: str = ""
    has_deletion: bool = False

    @property
    def key(self) -> str:
        return str(self.row.pk)

    @property
    def note(self) -> str:
        """What helps to choose it, in the reader's language where the words are ours."""
        text = next((getattr(self.row, name) for name in NOTES if getattr(self.row, name, "")), "")
        return gettext(text) if text else ""


def shown_rows(noun: Noun[ListedT], rows: Sequence[ListedT], uses: Mapping[UUID, int]) -> list[Shown[ListedT]]:
    """Those that are offered, in order. The statements it takes do not grow with them."""
    found = []
    everyone = live(noun.arranged(rows))
    for row in everyone:
        line = noun.line(row, everyone)
        at = line.index(row) if row in line else -1
        above = line[at - 1] if at > 0 else None
        below = line[at + 1] if 0 <= at < len(line) - 1 else None
        kept = noun.kept_because(row, [each for each in rows if each is not row])
        found.append(Shown(row, uses.get(row.pk, 0), above, below, kept, _has_deletion(noun, row, uses)))
    return found


def retired_rows(noun: Noun[ListedT], rows: Sequence[ListedT], uses: Mapping[UUID, int]) -> list[Shown[ListedT]]:
    gone = [row for row in rows if row.retired_at]
    return [Shown(row, uses.get(row.pk, 0), None, None, "", _has_deletion(noun, row, uses)) for row in gone]


def _has_deletion(noun: Noun[ListedT], row: ListedT, uses: Mapping[UUID, int]) -> bool:
    """Whether deleting is offered; the verb asks again, also about incidents that the actor does not see."""
    return not uses.get(row.pk) and not noun.undeletable_because(row)


def uses_of(actor: Actor, key: str) -> dict[UUID, int]:
    """On how many incidents that the actor sees each row stands, in one statement."""
    seen = Incident.objects.visible_to(actor)
    found: dict[str, tuple[QuerySet[Any, Model], str]] = {
        "types": (seen, "type"),
        "severities": (seen, "severity"),
        "statuses": (seen, "status"),
        "roles": (Responder.objects.filter(incident__in=seen), "role"),
        "experiences": (Impact.objects.filter(incident__in=seen, experience__isnull=False), "experience"),
        "fields": (FieldValue.objects.filter(incident__in=seen), "field"),
        "choices": (FieldValue.objects.filter(incident__in=seen, choice__isnull=False), "choice"),
    }
    rows, column = found[key]
    counted = "pk" if rows.model is Incident else "incident"
    return dict(rows.order_by().values_list(column).annotate(Count(counted, distinct=True)))
