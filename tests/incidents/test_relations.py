import pytest

from afterword.core.errors import Invalid, NotAllowed
from afterword.incidents.actions.relations import relate, set_parent, unrelate
from afterword.incidents.actions.set_privacy import set_privacy
from afterword.incidents.kinds import ChildChanged, ParentChanged, Related, Unrelated
from afterword.incidents.related import Bond, relatives_of
from tests.world import an_incident


def test_linking_is_told_on_both_timelines_once(ada):
    one, other = an_incident(commander=ada), an_incident(commander=ada)

    relate(ada, one, other)
    relate(ada, other, one)
    assert relatives_of(ada, one).by_bond == {Bond.LINKED: [other]}
    assert relatives_of(ada, other).by_bond == {Bond.LINKED: [one]}
    unrelate(ada, other, one)
    unrelate(ada, other, one)

    for incident in (one, other):
        assert incident.timeline.of_kind(Related).count() == 1
        assert incident.timeline.of_kind(Unrelated).count() == 1
    assert not relatives_of(ada, one)
    with pytest.raises(Invalid):
        relate(ada, one, one)


def test_a_part_of_a_bigger_one_and_no_circle(ada):
    outage, database, disk = (an_incident(commander=ada) for _ in range(3))

    database = set_parent(ada, database, outage)
    set_parent(ada, disk, database)
    set_parent(ada, disk, database)
    for parent, child in ((disk, outage), (database, outage), (outage, outage)):
        with pytest.raises(Invalid):
            set_parent(ada, child, parent)

    assert relatives_of(ada, database).by_bond == {Bond.PARENT: [outage], Bond.CHILD: [disk]}
    assert disk.timeline.of_kind(ParentChanged).count() == 1
    assert database.timeline.of_kind(ChildChanged).count() == 1
    disk = set_parent(ada, disk, None)
    assert relatives_of(ada, disk).by_bond == {}


def test_relatives_that_one_may_not_see_are_not_there(ada, cy):
    public, private = an_incident(commander=ada), an_incident("Leaked keys", commander=ada)
    relate(ada, public, private)
    set_privacy(ada, private, is_private=True)

    assert not relatives_of(cy, public)
    assert "Leaked keys" not in public.timeline.of_kind(Related).get().sentence()
    with pytest.raises(NotAllowed):
        relate(cy, public, an_incident(commander=ada))


def test_relatives_take_one_statement(ada, django_assert_num_queries):
    incident = an_incident(commander=ada)
    for _ in range(4):
        relate(ada, incident, an_incident(commander=ada))

    with django_assert_num_queries(1):
        [str(each.status) for each in relatives_of(ada, incident).by_bond[Bond.LINKED]]
