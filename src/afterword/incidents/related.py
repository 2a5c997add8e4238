"""What an incident belongs to, as far as the reader may see it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from afterword.incidents.models import Incident, IncidentRelation
from afterword.people.actor import Actor

MOST = 50
_BELOW = ("parent", "merged_into", "duplicate_of", "split_from")


class Bond(StrEnum):
    PARENT = "parent"
    CHILD = "child"
    LINKED = "linked"
    MERGED_INTO = "merged_into"
    MERGED_IN = "merged_in"
    DUPLICATE_OF = "duplicate_of"
    DUPLICATE = "duplicate"
    SPLIT_FROM = "split_from"
    SPLIT_OFF = "split_off"


@dataclass(frozen=True)
class Relatives:
    """Incidents by how they belong together, in the order of `Bond`; at most 50 in all."""

    by_bond: dict[Bond, list[Incident]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.by_bond)


def relatives_of(actor: Actor, incident: Incident) -> Relatives:
    """One statement, however many there are."""
    found = Incident.objects.visible_to(actor).filter(pk__in=_relatives(incident)).annotate(is_linked=_link(incident))
    rows: QuerySet[Any] = found.select_related("severity", "status").order_by("-number")[:MOST]
    by_bond: dict[Bond, list[Incident]] = {}
    for other in rows:
        for bond in _bonds(incident, other, is_linked=other.is_linked):
            by_bond.setdefault(bond, []).append(other)
    return Relatives({bond: by_bond[bond] for bond in Bond if bond in by_bond})


def public_relatives(incidents: Sequence[Incident]) -> list[Incident]:
    """What these belong together with, as far as everybody signed in may see it; one statement an incident."""
    known = {each.pk for each in incidents}
    found: dict[UUID, Incident] = {}
    for each in incidents:
        rows = Incident.objects.filter(pk__in=_relatives(each), is_private=False).order_by("-number")[:MOST]
        found |= {row.pk: row for row in rows if row.pk not in known}
    return list(found.values())


def _relatives(incident: Incident) -> QuerySet[Any, Any]:
    """The keys, each found by its own index; a union, for no database finds one of several columns fast otherwise."""
    above = [incident.parent_id, incident.merged_into_id, incident.duplicate_of_id, incident.split_from_id]
    pairs, others = IncidentRelation.objects.order_by(), Incident.objects.order_by()
    return (
        pairs.filter(earlier=incident)
        .values("later")
        .union(
            pairs.filter(later=incident).values("earlier"),
            *(others.filter(**{way: incident}).values("pk") for way in _BELOW),
            others.filter(pk__in=[each for each in above if each]).values("pk"),
            all=True,
        )
    )


def _link(incident: Incident) -> Exists:
    ways = Q(earlier=incident, later=OuterRef("pk")) | Q(later=incident, earlier=OuterRef("pk"))
    return Exists(IncidentRelation.objects.filter(ways))


def _bonds(incident: Incident, other: Incident, *, is_linked: bool) -> list[Bond]:
    holds = {
        Bond.PARENT: incident.parent_id == other.pk,
        Bond.CHILD: other.parent_id == incident.pk,
        Bond.LINKED: is_linked,
        Bond.MERGED_INTO: incident.merged_into_id == other.pk,
        Bond.MERGED_IN: other.merged_into_id == incident.pk,
        Bond.DUPLICATE_OF: incident.duplicate_of_id == other.pk,
        Bond.DUPLICATE: other.duplicate_of_id == incident.pk,
        Bond.SPLIT_FROM: incident.split_from_id == other.pk,
        Bond.SPLIT_OFF: other.split_from_id == incident.pk,
    }
    return [bond for bond, does in holds.items() if does]
