import pytest

from afterword.core.errors import Invalid, NotAllowed, NotFound
from afterword.incidents.actions.add_note import add_note
from afterword.incidents.actions.edit_note import edit_note
from afterword.incidents.actions.pictures import add_pictures, remove_picture
from afterword.incidents.kinds import PictureRemoved, PicturesAdded
from afterword.people.actor import Actor
from afterword.timeline.pictures import MOST_PICTURES, StoredPicture, pictures_among, store_picture
from tests.core.pictures import a_picture
from tests.world import an_incident


def stored(number: int) -> StoredPicture:
    return StoredPicture(f"{number:064x}", "image/png", f"{number}.png", "", 100, 64, 48)


def test_a_note_may_be_a_picture_and_nothing_else(ada: Actor) -> None:
    incident = an_incident(commander=ada)
    picture = store_picture(a_picture(), name="../etc/graph\n.png", alt="Errors rise at 14:05")

    note = add_note(ada, incident, "", pictures=[picture])

    kept = note.attachments.get()
    assert (kept.name, kept.alt, kept.width, kept.height) == ("..etcgraph.png", "Errors rise at 14:05", 64, 48)
    assert pictures_among([kept.sha256, "0" * 64]) == {kept.sha256}
    assert edit_note(ada, incident, note.number, text="").edited_at is None
    with pytest.raises(Invalid):
        add_note(ada, incident, "")


def test_a_picture_is_added_once_and_taken_off_for_all_to_see(cy: Actor, bo: Actor) -> None:
    incident = an_incident()
    note = add_note(cy, incident, "Look")

    add_pictures(cy, incident, note.number, [stored(1)])
    assert add_pictures(cy, incident, note.number, [stored(1)]) == []
    remove_picture(cy, incident, note.number, stored(1).sha256)
    with pytest.raises(NotFound):
        remove_picture(cy, incident, note.number, stored(1).sha256)

    assert incident.timeline.of_kind(PicturesAdded).count() == 1
    assert incident.timeline.shown().of_kind(PictureRemoved).get().data["name"] == "1.png"
    foreign = add_note(bo, incident, "Mine", pictures=[stored(2)])
    with pytest.raises(NotAllowed):
        remove_picture(cy, incident, foreign.number, stored(2).sha256)


def test_a_note_holds_so_many_and_no_more(ada: Actor) -> None:
    incident = an_incident(commander=ada)

    with pytest.raises(Invalid):
        add_note(ada, incident, "Look", pictures=[stored(each) for each in range(MOST_PICTURES + 1)])

    assert incident.timeline.count() == 1
