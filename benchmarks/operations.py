"""What is measured, as the requests that people and programs send."""

import json
from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings

from benchmarks.fill import World
from benchmarks.wire import Request

READ_AIM, WRITE_AIM = 3.0, 4.0
PER_ROUND, FEW = 5, 3
FILTER = "severity=SEV-2&status=resolved"
Headers = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Operation:
    """`request(n)` is the n-th request. A writing one changes other rows each time, `most` times at most."""

    name: str
    request: Callable[[int], Request]
    writes: bool = False
    most: int = 1_000_000
    status: int = 200

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
    token: Headers = (("Authorization", f"Bearer {world.token}"),)
    browser: Headers = (("Cookie", f"{settings.SESSION_COOKIE_NAME}={world.session}"),)
    read, noted, reported = _thirds(world.long)

    def get(path: str, headers: Headers) -> Callable[[int], Request]:
        return lambda _n: Request("GET", path, headers)

    def on(numbers: list[int], path: str, headers: Headers) -> Callable[[int], Request]:
        return lambda n: Request("GET", path.format(numbers[n % len(numbers)]), headers)

    def post(path: Callable[[int], str], **body: object) -> Callable[[int], Request]:
        raw = json.dumps(body).encode()
        return lambda n: Request("POST", path(n), token, raw)

    return [
        Operation("list 25, filtered (JSON)", get(f"/api/v1/incidents?{FILTER}&limit=25", token)),
        Operation("list 50, filtered (JSON)", get(f"/api/v1/incidents?{FILTER}&limit=50", token)),
        Operation("incident with 100 entries (JSON)", on(read, "/api/v1/incidents/{}", token)),
        Operation("list page, filtered (HTML)", get(f"/incidents?{FILTER}", browser)),
        Operation("incident page (HTML)", on(read, "/incidents/{}", browser)),
        Operation(
            "declare",
            post(lambda _n: "/api/v1/incidents", title="Checkout answers with errors", severity="SEV-2"),
            writes=True,
            status=201,
        ),
        Operation(
            "append an entry",
            post(lambda n: f"/api/v1/incidents/{noted[n % len(noted)]}/timeline", text="Rolled back to 4.2."),
            writes=True,
            status=201,
        ),
        Operation(
            "draft from 100 entries",
            post(lambda n: f"/api/v1/incidents/{reported[n]}/postmortem", timeline="all"),
            writes=True,
            most=len(reported),
            status=201,
        ),
        Operation(
            "draft from 10,000 entries",
            post(lambda n: f"/api/v1/incidents/{world.giants[1 + n]}/postmortem", timeline="all"),
            writes=True,
            most=len(world.giants) - 1,
            status=201,
        ),
        Operation("report of 10,000 entries (HTML)", get(f"/postmortems/{world.report}", browser), most=FEW),
        Operation(
            "report of 10,000 entries (Markdown)", get(f"/api/v1/postmortems/{world.report}.md", token), most=FEW
        ),
    ]


def _thirds(numbers: list[int]) -> tuple[list[int], list[int], list[int]]:
    """For reading, for writing, and most of them for what can be done only once."""
    few = len(numbers) // 10
    return numbers[:few], numbers[few : 3 * few], numbers[3 * few :]
