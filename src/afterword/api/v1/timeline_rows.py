"""Timeline entries as plain rows: read without objects, each with its sentence in the reader's language."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

import msgspec

from afterword.api.v1.shapes import EntryPage, EntryShape
from afterword.core.keyset import Order, page_of
from afterword.incidents.models import Incident
from afterword.timeline.models import TimelineQuerySet
from afterword.timeline.registry import kind_named

PAGE_SIZE = 100
NEWEST, OLDEST = "newest", "oldest"
ORDERS = {NEWEST: Order("occurred_at"), OLDEST: Order("occurred_at", is_falling=False, tie_is_falling=False)}
COPIED = ("number", "kind", "data", "occurred_at", "recorded_at", "edited_at", "is_important")
COLUMNS = (*COPIED, "actor_kind", "actor_label")


def entry_page(
    incident: Incident, entries: TimelineQuerySet, *, order: str, query: Mapping[str, str], cursor: str = ""
) -> EntryPage:
    """A page of these entries; `query` is what the address of the next page says besides the cursor."""
    page = page_of(entries, ORDERS[order], cursor=cursor, size=PAGE_SIZE, values=COLUMNS)
    after = None
    if page.next_cursor:
        asked = urlencode({**query, "order": order, "cursor": page.next_cursor})
        after = f"/api/v1{incident.url}/timeline?{asked}"
    return {"items": [entry_shape(row) for row in page.rows], "next": after}


def entry_shape(row: Mapping[str, Any]) -> EntryShape:
    kind, data = kind_named(row["kind"]), row["data"]
    shape: Any = {name: row[name] for name in COPIED}
    shape |= {
        "weight": kind.weight.value,
        "actor": {"kind": row["actor_kind"], "name": row["actor_label"]},
        "sentence": msgspec.convert(data, kind.type).sentence(),
        "text": str(data.get("text", "")),
    }
    return shape  # type: ignore[no-any-return]
