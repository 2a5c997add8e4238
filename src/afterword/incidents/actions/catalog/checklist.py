"""What is to be done on every incident of a type. Tasks that were planted already live on by themselves."""

from django.db import transaction
from django.utils.translation import gettext as _

from afterword.access.audit import audit
from afterword.core.errors import Conflict, Invalid, NotFound
from afterword.incidents.actions.catalog.hold import hold
from afterword.incidents.models import ChecklistItem, IncidentType
from afterword.incidents.validation import clean_text
from afterword.people.actor import Actor

TEXT_LENGTH = 300
MOST_ITEMS = 50


@transaction.atomic
def add_item(actor: Actor, kind: IncidentType, text: str) -> ChecklistItem:
    _noun, kind, _peers = hold(actor, kind)
    items = list(kind.checklist.all())
    if len(items) >= MOST_ITEMS:
        words = _("A checklist has at most %(most)s tasks; nobody ticks off more at night.")
        raise Conflict(words % {"most": MOST_ITEMS}, code="too_many_tasks")
    text = _clean(text, items)
    last = max((each.position for each in items), default=-1)
    item = ChecklistItem.objects.create(type=kind, text=text, position=last + 1)
    audit(actor, "checklist.added", kind, text=text)
    return item


@transaction.atomic
def reword_item(actor: Actor, item: ChecklistItem, text: str) -> ChecklistItem:
    kind, item, others = _held(actor, item)
    text = _clean(text, others)
    if text == item.text:
        return item
    before, item.text = item.text, text
    item.save(update_fields=["text"])
    audit(actor, "checklist.reworded", kind, before=before, text=text)
    return item


@transaction.atomic
def move_item(
    actor: Actor, item: ChecklistItem, *, above: ChecklistItem | None = None, below: ChecklistItem | None = None
) -> ChecklistItem:
    """Put it past its neighbour; Conflict when the two no longer stand side by side."""
    kind, item, others = _held(actor, item)
    line = sorted([item, *others], key=lambda each: each.position)
    other = next((each for each in others if each in (above, below)), None)
    at, there = line.index(item), line.index(other) if other else -9
    if other and at == (there - 1 if above else there + 1):
        return item
    if at != (there + 1 if above else there - 1):
        words = _("The order was changed meanwhile. Look where it stands now, and try again.")
        raise Conflict(words, code="order_changed")
    line[at], line[there] = line[there], line[at]
    for position, each in enumerate(line):
        each.position = position
    ChecklistItem.objects.bulk_update(line, ["position"])
    audit(actor, "checklist.moved", kind, text=item.text)
    return item


@transaction.atomic
def remove_item(actor: Actor, item: ChecklistItem) -> None:
    kind, item, _others = _held(actor, item)
    item.delete()
    audit(actor, "checklist.removed", kind, text=item.text)


def _held(actor: Actor, item: ChecklistItem) -> tuple[IncidentType, ChecklistItem, list[ChecklistItem]]:
    _noun, kind, _peers = hold(actor, item.type)
    items = list(kind.checklist.all())
    found = next((each for each in items if each.pk == item.pk), None)
    if found is None:
        raise NotFound(_("This task was removed by somebody else."))
    return kind, found, [each for each in items if each != found]


def _clean(text: str, others: list[ChecklistItem]) -> str:
    text = " ".join(clean_text(text).split())
    if not text:
        raise Invalid({"text": _("Say what is to be done.")})
    if len(text) > TEXT_LENGTH:
        raise Invalid({"text": _("Keep it to %(limit)s characters.") % {"limit": TEXT_LENGTH}})
    if any(each.text.casefold() == text.casefold() for each in others):
        raise Invalid({"text": _("This stands on the checklist already.")})
    return text
