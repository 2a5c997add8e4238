"""What is measured, as the requests that people and programs send."""

import json
from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings

from afterword.incidents.columns import COLUMNS
from benchmarks.figures import GIANT_DRAFT
from benchmarks.fill import World
from benchmarks.wire import Request

READ_AIM, WRITE_AIM = 3.0, 4.0
PER_ROUND, FEW = 5, 3
FILTER = "severity=SEV-2&status=resolved"
DRAFT = "/api/v1/incidents/{}/postmortem"
Headers = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Operation:
    """`request(n)` is the n-th request. A writing one changes other rows each time, `most` times at most."""

    name: str
    request: Callable[[int], Request]
    writes: bool = False
    most: int = 1_000_000
    status: int = 200
    is_extreme: bool = False  # done last: what memory is after usual work is read before

    @property
    def aim(self) -> float:
        """How many times the bound it may take."""
        return WRITE_AIM if self.writes else READ_AIM

    @property
    def warms_up(self) -> bool:
        return self.most > PER_ROUND

    @property
    def per_round(self) -> int:
        return PER_ROUND if self.warms_up else 1

    def rounds(self, wanted: int) -> int:
        """As many as wanted, or as there are rows for."""
        return min(wanted, (self.most - int(self.warms_up)) // self.per_round)

    def recordings(self, wanted: int) -> int:
        """How many different requests a measurement of so many rounds needs."""
        return self.rounds(wanted) * self.per_round + int(self.warms_up) if self.writes else min(PER_ROUND, self.most)


def operations(world: World) -> list[Operation]:
    """Each works on incidents of its own, so that their order does not matter."""
    read, noted, reported = _thirds(world.long)
    return [*_reads(world, read), *_writes(world, noted, reported), *_giants(world)]


def _reads(world: World, read: list[int]) -> list[Operation]:
    def get(path: str, headers: Headers) -> Callable[[int], Request]:
        return lambda n: Request("GET", path.format(read[n % len(read)]), headers)

    token, browser = _token(world), _browser(world)
    return [
        Operation("list 25, filtered (JSON)", get(f"/api/v1/incidents?{FILTER}&limit=25", token)),
        Operation("list 50, filtered (JSON)", get(f"/api/v1/incidents?{FILTER}&limit=50", token)),
        Operation("incident with 100 entries (JSON)", get("/api/v1/incidents/{}", token)),
        Operation("list page, filtered (HTML)", get(f"/incidents?{FILTER}", browser)),
        Operation("list page, all columns (HTML)", get(f"/incidents?{FILTER}&columns={','.join(COLUMNS)}", browser)),
        Operation("list of what one is on (HTML)", get("/incidents?on=me", browser)),
        Operation("board (HTML)", get("/board", browser)),
        Operation("calendar of a month (HTML)", get("/incidents/calendar", browser)),
        Operation("home (HTML)", get("/", browser)),
        Operation("my tasks (HTML)", get("/my/tasks", browser)),
        Operation("incident page (HTML)", get("/incidents/{}", browser)),
        Operation("timeline page (HTML)", get("/incidents/{}/timeline", browser)),
        Operation("remediation page (HTML)", get("/incidents/{}/remediation", browser)),
        Operation("milestones (HTML)", get("/incidents/{}/milestones", browser)),
        Operation("open incidents alike (HTML)", get("/incidents/{}/similar", browser)),
        Operation("follow-ups, filtered (HTML)", get("/follow-ups?state=open&sort=due", browser)),
        Operation("runbooks (HTML)", get("/runbooks", browser)),
        Operation("service page (HTML)", get(world.service, browser)),
    ]


def _writes(world: World, noted: list[int], reported: list[int]) -> list[Operation]:
    def post(path: str, numbers: list[int], **body: object) -> Callable[[int], Request]:
        raw = json.dumps(body).encode()
        return lambda n: Request("POST", path.format(numbers[n % len(numbers)]), _token(world), raw)

    declared = post("/api/v1/incidents", noted, title="Checkout answers with errors", severity="SEV-2")
    appended = post("/api/v1/incidents/{}/timeline", noted, text="Rolled back to 4.2.")
    drafted = post(DRAFT, reported, timeline="all")
    long_ago = post(DRAFT, world.giants[1:], timeline="all")
    return [
        Operation("declare", declared, writes=True, status=201),
        Operation("append an entry", appended, writes=True, status=201),
        Operation("draft from 100 entries", drafted, writes=True, most=len(reported), status=201),
        Operation(GIANT_DRAFT, long_ago, writes=True, most=len(world.giants) - 1, status=201),
    ]


def _giants(world: World) -> list[Operation]:
    page = Request("GET", f"/postmortems/{world.report}", _browser(world))
    file = Request("GET", f"/api/v1/postmortems/{world.report}.md", _token(world))
    return [
        Operation("report of 10,000 entries (HTML)", lambda _n: page, most=FEW, is_extreme=True),
        Operation("report of 10,000 entries (Markdown)", lambda _n: file, most=FEW, is_extreme=True),
    ]


def _token(world: World) -> Headers:
    return (("Authorization", f"Bearer {world.token}"),)


def _browser(world: World) -> Headers:
    return (("Cookie", f"{settings.SESSION_COOKIE_NAME}={world.session}"),)


def _thirds(numbers: list[int]) -> tuple[list[int], list[int], list[int]]:
    """For reading, for writing, and most of them for what can be done only once."""
    few = len(numbers) // 10
    return numbers[:few], numbers[few : 3 * few], numbers[3 * few :]
