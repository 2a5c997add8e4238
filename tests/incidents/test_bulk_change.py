import pytest

from afterword.core.errors import Invalid
from afterword.incidents.actions.bulk_change import BulkChange, SomeRefused, bulk_change
from afterword.incidents.kinds import SeverityChanged
from afterword.incidents.models import Incident
from afterword.people.actor import Actor
from afterword.timeline.models import TimelineEntry
from tests.world import a_resolved_incident, a_service, a_team, an_incident, sev, status, user_of


def reasons(refusal: SomeRefused) -> dict[int, str]:
    return {each.number: each.reason for each in refusal.refused}


def test_many_change_at_once_and_each_tells_it(ada: Actor, bo: Actor) -> None:
    numbers = [an_incident(commander=ada).number for _ in range(3)]
    wish = BulkChange(
        severity=sev(1),
        status=status("Stable"),
        commander=user_of(bo),
        add_tags=("DNS",),
        add_services=(a_service(),),
        add_teams=(a_team(),),
        is_test=True,
    )

    assert bulk_change(bo, numbers, wish) == 3

    for incident in Incident.objects.all():
        assert (incident.severity, incident.status.name, incident.commander) == (sev(1), "Stable", bo.user)
        assert [tag.name for tag in incident.tags.all()] == ["dns"]
        assert incident.timeline.of_kind(SeverityChanged).count() == 1
    entries = TimelineEntry.objects.count()
    bulk_change(bo, numbers, wish)
    assert TimelineEntry.objects.count() == entries


def test_one_that_is_over_keeps_all_from_changing_and_is_named(ada: Actor) -> None:
    open_one, over = an_incident(commander=ada), a_resolved_incident(by=ada)

    with pytest.raises(SomeRefused) as caught:
        bulk_change(ada, [open_one.number, over.number], BulkChange(severity=sev(0), status=status("Stable")))

    assert list(reasons(caught.value)) == [over.number]
    assert caught.value.others == [open_one.number]
    assert set(Incident.objects.values_list("severity__name", flat=True)) == {"SEV-3"}


def test_a_hidden_incident_is_answered_like_one_that_does_not_exist(ada: Actor, di: Actor) -> None:
    hidden = an_incident("Leaked key", commander=ada, is_private=True)

    with pytest.raises(SomeRefused) as caught:
        bulk_change(di, [hidden.number, 99_999], BulkChange(severity=sev(0)))

    found = reasons(caught.value)
    assert found[hidden.number] == found[99_999]
    assert caught.value.others == []


def test_a_viewer_changes_only_those_they_are_on(ada: Actor, cy: Actor) -> None:
    own, other = an_incident(declared_by=cy), an_incident(commander=ada)

    with pytest.raises(SomeRefused) as caught:
        bulk_change(cy, [own.number, other.number], BulkChange(is_test=True))

    assert list(reasons(caught.value)) == [other.number]
    assert bulk_change(cy, caught.value.others, BulkChange(is_test=True)) == 1


def test_a_value_that_is_no_longer_used_takes_back_what_was_done(ada: Actor) -> None:
    numbers = [an_incident(commander=ada).number for _ in range(2)]
    retired = status("Stable")
    retired.retired_at = Incident.objects.all()[0].declared_at

    with pytest.raises(SomeRefused) as caught:
        bulk_change(ada, numbers, BulkChange(severity=sev(0), status=retired))

    assert list(reasons(caught.value)) == numbers
    assert set(Incident.objects.values_list("severity__name", flat=True)) == {"SEV-3"}


@pytest.mark.parametrize(
    ("numbers", "change"),
    [
        (range(1, 3001), BulkChange(is_test=True)),
        ([], BulkChange(is_test=True)),
        ([1], BulkChange()),
        ([1], BulkChange(add_tags=("x" * 41,))),
    ],
)
def test_too_many_none_and_nothing_are_said_in_words(ada: Actor, numbers: list[int], change: BulkChange) -> None:
    an_incident(commander=ada)

    with pytest.raises(Invalid) as refusal:
        bulk_change(ada, numbers, change)

    assert refusal.value.message
    assert not Incident.objects.filter(is_test=True).exists()
