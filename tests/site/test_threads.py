import asyncio
import threading

import pytest

from afterword.site.dispatch import threads
from afterword.site.dispatch.threads import Busy, Threads


def test_too_many_waiting_are_turned_away_and_the_others_served(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(threads, "MOST_WAITING", 2)
    gate = threading.Event()

    async def crowd() -> list[bool | BaseException]:
        pool = Threads(count=1)
        asked = [asyncio.ensure_future(pool.run(gate.wait, 5)) for _ in range(5)]
        await asyncio.sleep(0.05)
        gate.set()
        return await asyncio.gather(*asked, return_exceptions=True)

    served = asyncio.run(crowd())

    assert served[:3] == [True, True, True]
    assert [type(refused) for refused in served[3:]] == [Busy, Busy]
