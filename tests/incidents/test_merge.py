import pytest

from afterword.core import clock
from afterword.core.errors import Conflict, Invalid, NotAllowed, NotFound
from afterword.incidents.actions.add_note import add_note
from afterword.incidents.actions.declare import ImpactDraft
from afterword.incidents.actions.links import add_link
from afterword.incidents.actions.merge import merge_into
from afterword.incidents.actions.merge_notes import merge_notes
from afterword.incidents.actions.milestones import mark_milestone
from afterword.incidents.actions.resolve import Ending, resolve
from afterword.incidents.actions.set_privacy import set_privacy
from afterword.incidents.actions.set_status import set_status
from afterword.incidents.actions.tasks import add_task, complete_task
from afterword.incidents.kinds import MergedIn, NoteAdded, Resolved
from afterword.incidents.models import Outcome
from afterword.timeline.pictures import store_picture
from tests.core.pictures import a_picture
from tests.world import a_note, a_service, an_incident, status, user_of, utc


def test_the_other_one_gets_what_was_written_and_the_source_stays_whole(ada):
    with clock.at(utc("2026-03-02 14:00")):
        incident, target = an_incident("Cart is slow", commander=ada), an_incident(commander=ada)
        note = a_note(incident, "It is the cache", at=utc("2026-03-02 13:30"))
        before = incident.timeline.count()
        merge_into(ada, incident, target, reason="The same cache")

    target.refresh_from_db()
    copy = target.timeline.of_kind(NoteAdded).get()
    assert (copy.data, copy.occurred_at, copy.copied_from_id) == (note.data, note.occurred_at, note.pk)
    assert list(target.timeline.order_by("number").values_list("number", flat=True)) == list(
        range(1, target.timeline_head + 1)
    )
    assert target.timeline.of_kind(MergedIn).get().data["entries"] == before
    assert incident.timeline.filter(pk=note.pk).exists()


def test_the_merged_one_is_over_and_says_where_it_went(ada):
    incident, target = an_incident(commander=ada, impact=ImpactDraft("Slow")), an_incident(commander=ada)

    merged = merge_into(ada, incident, target)
    merge_into(ada, incident, target)

    assert (merged.is_open, merged.outcome, merged.merged_into) == (False, Outcome.MERGED, target)
    assert merged.impacts.get().ended_at
    assert target.impacts.get().ended_at is None, "what users feel goes on there"
    entry = merged.timeline.of_kind(Resolved).get()
    assert entry.sentence() == f"merged this incident into {target.reference}"


def test_people_services_links_and_open_tasks_go_along(ada, bo):
    incident = an_incident(commander=bo, services=(a_service("Cart"),))
    target = an_incident(commander=ada)
    add_link(bo, incident, url="https://chat.example.com/cart")
    done, todo = add_task(bo, incident, "Call support"), add_task(bo, incident, "Flush the cache")
    complete_task(bo, done)

    merge_into(ada, incident, target)

    assert target.services.get().name == "Cart"
    assert target.links.get().url == "https://chat.example.com/cart"
    assert target.responders.filter(user=user_of(bo), left_at=None).count() == 1
    assert list(target.tasks.all()) == [todo]
    assert list(incident.tasks.all()) == [done]


def test_no_circle_and_no_chain(ada):
    first, second, third = (an_incident(commander=ada) for _ in range(3))
    merge_into(ada, first, second)

    for one, other in ((second, first), (third, first), (second, second)):
        with pytest.raises(Invalid):
            merge_into(ada, one, other)
    with pytest.raises(Conflict):
        merge_into(ada, first, third)


def test_private_words_stay_private(ada, bo, cy):
    private, public = an_incident(commander=ada, is_private=True), an_incident(commander=ada)
    other = an_incident(commander=ada, is_private=True)
    with pytest.raises(Invalid, match="shown to everybody"):
        merge_into(ada, private, public)
    with pytest.raises(NotFound):
        merge_into(bo, public, private)

    set_privacy(ada, private, is_private=True, people=[user_of(bo)])
    set_privacy(ada, other, is_private=True, people=[user_of(bo)])
    with pytest.raises(NotAllowed):
        merge_into(bo, private, other)
    with pytest.raises(NotAllowed):
        merge_into(cy, public, an_incident(commander=ada))


def test_what_is_over_may_be_merged_and_reopening_undoes_where_it_went(ada):
    incident, target = an_incident(commander=ada), an_incident(commander=ada)
    resolve(ada, incident, Ending())
    ended = incident.__class__.objects.get(pk=incident.pk).resolved_at
    merged = merge_into(ada, incident, target)
    assert merged.resolved_at == ended

    reopened = set_status(ada, merged, status("Active"))

    assert (reopened.merged_into, reopened.outcome) == (None, "")
    assert target.timeline.exclude(copied_from=None).exists(), "copies stay"


def test_ending_as_merged_needs_the_other_one(ada):
    with pytest.raises(Invalid, match="Merge it instead"):
        resolve(ada, an_incident(commander=ada), Ending(outcome=Outcome.MERGED))


def test_two_can_not_be_duplicates_of_each_other(ada):
    one, other = an_incident(commander=ada), an_incident(commander=ada)
    resolve(ada, one, Ending(outcome=Outcome.DUPLICATE, duplicate_of=other))

    with pytest.raises(Invalid, match="duplicate of this one already"):
        resolve(ada, other, Ending(outcome=Outcome.DUPLICATE, duplicate_of=one))


def test_merged_notes_and_pictures_go_along_as_often_as_it_is_merged(ada):
    first, second, third = (an_incident(commander=ada) for _ in range(3))
    picture = store_picture(a_picture(), name="graph.png")
    kept, folded = add_note(ada, first, "Errors rise"), add_note(ada, first, "Errors!", pictures=[picture])
    merge_notes(ada, first, [kept.number, folded.number])

    merge_into(ada, first, second)
    merge_into(ada, second, third)

    copy = third.timeline.shown().of_kind(NoteAdded).get()
    assert copy.data["text"] == "Errors rise"
    assert copy.duplicates.get().data["text"] == "Errors!"
    assert copy.duplicates.get().attachments.get().sha256 == picture.sha256
    assert third.attachments.count() == 1


def test_milestones_go_along_unless_the_other_one_has_marked_that_step(ada):
    incident, target = an_incident(commander=ada), an_incident(commander=ada)
    note = a_note(incident, "A lock is held")
    mark_milestone(ada, incident, "discovery", note=note.number)
    mark_milestone(ada, incident, "cause_found", details={"root_cause": "A lock"})
    mark_milestone(ada, incident, "escalated")
    mark_milestone(ada, target, "escalated")
    mark_milestone(ada, target, "discovery")

    merge_into(ada, incident, target)

    told = list(target.milestones.order_by("created_at").values_list("kind", "entry__copied_from"))
    assert [kind for kind, source in told if source is None] == ["escalated", "discovery"]
    assert [kind for kind, source in told if source] == ["discovery", "cause_found"]
    assert target.milestones.get(kind="cause_found").details == {"root_cause": "A lock"}
    assert incident.milestones.count() == 3
