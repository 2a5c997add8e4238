"""What the rooms of a process do while it looks at the database."""

import asyncio
from uuid import uuid4

import pytest

from afterword.live.rooms import house
from afterword.live.rooms.house import House
from afterword.live.rooms.room import Room
from afterword.live.rooms.rows import Loaded


def test_a_room_that_opens_while_the_heads_are_read_stays_open(monkeypatch: pytest.MonkeyPatch) -> None:
    async def scene() -> None:
        own = House.__new__(House)  # without the tasks that look by themselves
        known, gone, fresh = (Room(uuid4(), Loaded(0, []), lambda _entry: None) for _ in range(3))
        own.rooms = {each.document_id: each for each in (known, gone)}

        async def in_database(_function: object, asked: list[object]) -> dict[object, int]:
            own.rooms[fresh.document_id] = fresh
            return {each: 0 for each in asked if each != gone.document_id}

        monkeypatch.setattr(house, "in_database", in_database)
        await own._follow()

        assert set(own.rooms.values()) == {known, fresh}

    asyncio.run(scene())
