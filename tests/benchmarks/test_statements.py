"""How many statements a request takes, whatever the amount of data. The budgets may only grow for a reason."""

from collections.abc import Iterator

import pytest
from django.conf import settings

from benchmarks.fill import Size, World, fill
from benchmarks.operations import operations
from benchmarks.record import record, statements_in
from benchmarks.wire import Request

FEW = Size(incidents=20, long=10, entries=2, giants=2, giant_entries=3, people=5, services=3, reports=2)
MANY = Size(incidents=1000, long=10, entries=110, giants=2, giant_entries=500, people=50, services=40, reports=30)

BUDGETS = {
    "list 25, filtered (JSON)": 6,  # the first of them notes when the token was used
    "list 50, filtered (JSON)": 5,
    "incident with 100 entries (JSON)": 14,  # two tell its fields, one its tags
    "list page, filtered (HTML)": 11,  # saved views and the tags to filter by among them
    "list page, all columns (HTML)": 17,  # one for each column that needs one
    "list of what one is on (HTML)": 10,
    "board (HTML)": 5,
    "calendar of a month (HTML)": 4,
    "home (HTML)": 14,  # offers, tasks, follow-ups, reviews, comments and sections to write among them
    "incident page (HTML)": 22,  # milestones, tasks, watchers, runbooks, fields and what belongs together
    "my tasks (HTML)": 8,
    "timeline page (HTML)": 20,
    "remediation page (HTML)": 19,
    "milestones (HTML)": 5,
    "open incidents alike (HTML)": 5,
    "follow-ups, filtered (HTML)": 7,
    "runbooks (HTML)": 5,
    "service page (HTML)": 10,
    "declare": 27,  # two ask what its type wants: fields and checklist; three tell its fields and tags
    "append an entry": 9,
    "draft from 100 entries": 41,  # fields, follow-ups, milestones, messages, costs and how its review stands
    "draft from 10,000 entries": 41,
    "report of 10,000 entries (HTML)": 30,  # who was asked, who approved, what was said and the policy among them
    "report of 10,000 entries (Markdown)": 26,
}
PAGES = {
    "/postmortems": 9,  # what one can filter by is five of them
    "/postmortems/1": 29,
    "/search?q=service": 6,
}


def counted(world: World) -> Iterator[tuple[str, int]]:
    for operation in operations(world):
        yield operation.name, statements_in(record(operation.request(0), operation.status))
    cookie = (("Cookie", f"{settings.SESSION_COOKIE_NAME}={world.session}"),)
    for path in PAGES:
        yield path, statements_in(record(Request("GET", path.format(incident=world.long[0]), cookie), 200))


@pytest.mark.django_db
@pytest.mark.parametrize("size", [FEW, MANY], ids=["few rows", "many rows"])
def test_requests_stay_within_their_budget_however_much_there_is(size):
    found = dict(counted(fill(size)))

    budgets = BUDGETS | PAGES
    assert found.keys() == budgets.keys()
    assert {name: count for name, count in found.items() if count > budgets[name]} == {}
