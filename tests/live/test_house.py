"""What the rooms of a process do while it looks at the database."""

import asyncio
from uuid import uuid4

import pytest
from pycrdt import Doc, XmlElement, XmlFragment, XmlText

from afterword.live.rooms import house
from afterword.live.rooms.house import House
from afterword.live.rooms.log import Entry
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


class Reader:
    """As much of a connection as a room needs to answer one."""

    actor = None

    def __init__(self) -> None:
        self.acknowledged = 0

    def acknowledge(self, messages: int = 1) -> None:
        self.acknowledged += messages


def test_nobody_is_told_that_what_waits_for_the_disk_is_saved() -> None:
    """Somebody comes back with words that the room has in memory already, from before their socket broke."""
    waiting: list[Entry] = []
    room = Room(uuid4(), Loaded(0, []), waiting.append)
    writer, again = Reader(), Reader()
    doc: Doc[XmlFragment] = Doc()
    doc.get("default", type=XmlFragment).children.append(XmlElement("paragraph", {}, [XmlText("On its way")]))
    room.write(writer, doc.get_update())  # type: ignore[arg-type]

    room.confirm(again)  # type: ignore[arg-type]
    assert again.acknowledged == 0
    room.committed(waiting, 1)

    assert (writer.acknowledged, again.acknowledged) == (1, 1)
    room.confirm(again)  # type: ignore[arg-type]
    assert again.acknowledged == 2
