import pytest

from afterword.core.errors import Invalid, NotAllowed
from afterword.incidents.actions.set_privacy import set_privacy
from afterword.incidents.actions.split import split_off
from afterword.incidents.kinds import NoteAdded, SplitFrom, SplitOff
from tests.world import a_note, a_service, an_incident, user_of


def test_the_new_one_has_copies_and_the_old_one_loses_nothing(ada):
    incident = an_incident(commander=ada, services=(a_service("Cart"),))
    kept, taken = a_note(incident, "Checkout"), a_note(incident, "Search is down too")

    new = split_off(ada, incident, title="Search is down", entries=[taken.number])

    assert [each.data["text"] for each in new.timeline.of_kind(NoteAdded)] == ["Search is down too"]
    assert incident.timeline.filter(pk__in=[kept.pk, taken.pk]).count() == 2
    assert (new.split_from, new.severity, new.services.get().name) == (incident, incident.severity, "Cart")
    assert incident.timeline.of_kind(SplitOff).count() == 1
    assert new.timeline.of_kind(SplitFrom).count() == 1


def test_a_private_one_stays_private_and_shared_as_it_was(ada, bo):
    incident = an_incident(commander=ada, is_private=True)
    set_privacy(ada, incident, is_private=True, people=[user_of(bo)])

    new = split_off(ada, incident, title="The second leak")

    assert new.is_private
    assert new.members.get().user == user_of(bo)


def test_what_can_not_be_is_refused_and_declares_nothing(ada, cy):
    incident = an_incident(commander=ada)
    before = type(incident).objects.count()

    for entries in ([999], range(1, 600)):
        with pytest.raises(Invalid):
            split_off(ada, incident, title="Another", entries=entries)
    with pytest.raises(Invalid):
        split_off(ada, incident, title=" ")
    with pytest.raises(NotAllowed):
        split_off(cy, incident, title="Another")

    assert type(incident).objects.count() == before
