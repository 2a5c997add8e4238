"""How many incidents come on a page of the list is up to who asks, within bounds."""

import pytest

from tests.api.asking import get, send
from tests.world import an_incident


def test_a_page_is_as_long_as_asked_and_so_is_the_next(client_of, robo):
    for number in range(3):
        an_incident(f"Queue {number} is stuck")
    client = client_of(robo)

    first = get(client, "/incidents?limit=2")
    second = get(client, first["next"].removeprefix("/api/v1"))

    assert [len(first["items"]), len(second["items"])] == [2, 1]


@pytest.mark.parametrize("limit", ["0", "101", "many"])
def test_a_limit_out_of_bounds_is_refused_by_name(client_of, robo, limit):
    answer = send(client_of(robo), "GET", f"/incidents?limit={limit}")

    assert answer.status_code == 422
    assert list(answer.json()["fields"]) == ["limit"]
