from collections.abc import Callable

import pytest
from django.db import IntegrityError, transaction

from afterword.core.errors import Conflict, Invalid, NotAllowed, NotFound
from afterword.incidents.actions.assign_role import assign_role, leave_role
from afterword.incidents.actions.handovers import (
    accept_handover,
    decline_handover,
    offer_handover,
    withdraw_handover,
)
from afterword.incidents.actions.resolve import resolve
from afterword.incidents.actions.set_privacy import set_privacy
from afterword.incidents.kinds import HandedOver, HandoverDeclined, HandoverOffered, HandoverWithdrawn, RoleAssigned
from afterword.incidents.models import Handover, HandoverState, Incident, Role
from afterword.people.actor import Actor
from tests.world import an_incident, user_of


def commander() -> Role:
    return Role.objects.get(is_commander=True)


def state_of(handover: Handover) -> str:
    return Handover.objects.get(pk=handover.pk).state


def test_the_role_changes_hands_when_the_successor_accepts_with_one_entry(ada: Actor, bo: Actor) -> None:
    incident = an_incident(commander=ada)
    handover = offer_handover(ada, incident, user_of(bo), summary="Rolled back; watch the queue")
    assert Incident.objects.get().commander == ada.user

    incident = accept_handover(bo, handover)
    accept_handover(bo, handover)

    assert incident.commander == bo.user
    assert [each.user for each in incident.responders.filter(left_at=None)] == [bo.user]
    told = incident.timeline.of_kind(HandedOver).get()
    assert told.is_important
    assert told.data["text"] == "Rolled back; watch the queue"
    assert "took over Commander from Ada" in told.sentence()
    assert not incident.timeline.of_kind(RoleAssigned).exists()


def test_a_role_that_several_have_passes_from_the_one_who_gives(ada: Actor, bo: Actor, di: Actor) -> None:
    scribe = Role.objects.get(name="Scribe")
    incident = assign_role(ada, an_incident(commander=ada), scribe, user_of(bo))
    incident = assign_role(ada, incident, scribe, user_of(ada))

    incident = accept_handover(di, offer_handover(bo, incident, user_of(di), role=scribe))

    here = incident.responders.filter(role=scribe, left_at=None)
    assert {each.user for each in here} == {ada.user, di.user}
    assert incident.commander == ada.user


def test_declining_leaves_it_where_it_is_with_the_words(ada: Actor, bo: Actor) -> None:
    handover = offer_handover(ada, an_incident(commander=ada), user_of(bo))

    incident = decline_handover(bo, handover, reason="I am on a train")
    decline_handover(bo, handover)

    assert incident.commander == ada.user
    assert incident.timeline.of_kind(HandoverDeclined).get().data["reason"] == "I am on a train"
    with pytest.raises(Conflict):
        accept_handover(bo, handover)


def test_an_offer_is_taken_back_and_then_nobody_accepts_it(ada: Actor, bo: Actor) -> None:
    handover = offer_handover(ada, an_incident(commander=ada), user_of(bo))

    incident = withdraw_handover(ada, handover)
    withdraw_handover(ada, handover)

    assert incident.timeline.of_kind(HandoverWithdrawn).count() == 1
    with pytest.raises(Conflict) as refused:
        accept_handover(bo, handover)
    assert "no longer stands" in refused.value.message


def test_only_the_successor_answers(ada: Actor, bo: Actor, di: Actor) -> None:
    handover = offer_handover(ada, an_incident(commander=ada), user_of(bo))

    for answer in (accept_handover, decline_handover):
        with pytest.raises(NotAllowed):
            answer(di, handover)
    assert state_of(handover) == HandoverState.OFFERED


def test_the_same_offer_is_made_once_and_another_waits_for_the_first(ada: Actor, bo: Actor, di: Actor) -> None:
    incident = an_incident(commander=ada)
    first = offer_handover(ada, incident, user_of(bo), summary="x")

    assert offer_handover(ada, incident, user_of(bo), summary="x") == first
    assert incident.timeline.of_kind(HandoverOffered).count() == 1
    with pytest.raises(Conflict) as refused:
        offer_handover(ada, incident, user_of(di))
    assert "Bo" in refused.value.message
    with pytest.raises(IntegrityError), transaction.atomic():
        Handover.objects.create(incident=incident, role=commander(), giver=ada.user, successor=user_of(di))


def by_taking_over(ada: Actor, bo: Actor, di: Actor, incident: Incident) -> None:
    assign_role(di, incident, commander(), user_of(di))


def by_giving_it_directly(ada: Actor, bo: Actor, di: Actor, incident: Incident) -> None:
    assign_role(di, incident, commander(), user_of(bo))


def by_leaving(ada: Actor, bo: Actor, di: Actor, incident: Incident) -> None:
    leave_role(ada, incident, commander(), user_of(ada))


@pytest.mark.parametrize("lose", [by_taking_over, by_giving_it_directly, by_leaving])
def test_an_offer_ends_when_the_giver_no_longer_has_the_role(
    ada: Actor, bo: Actor, di: Actor, lose: Callable[..., None]
) -> None:
    incident = an_incident(commander=ada)
    handover = offer_handover(ada, incident, user_of(bo))

    lose(ada, bo, di, Incident.objects.get())

    assert state_of(handover) == HandoverState.WITHDRAWN
    with pytest.raises(Conflict):
        accept_handover(bo, handover)


def test_somebody_who_can_not_take_it_is_not_offered_it(ada: Actor, bo: Actor, cy: Actor) -> None:
    incident = an_incident(commander=ada)
    gone = user_of(cy)
    gone.is_active = False

    for who in (gone, user_of(ada)):
        with pytest.raises(Invalid) as refused:
            offer_handover(ada, incident, who)
        assert list(refused.value.fields) == ["successor"]
    with pytest.raises(Invalid) as refused:
        offer_handover(bo, incident, user_of(cy))
    assert "not Commander" in refused.value.fields["role"]
    with pytest.raises(Invalid):
        offer_handover(ada, incident, user_of(bo), summary="x" * 10_001)
    assert not Handover.objects.exists()


def test_who_can_not_see_a_private_incident_is_let_in_first(ada: Actor, bo: Actor) -> None:
    incident = an_incident(commander=ada, is_private=True)
    with pytest.raises(Invalid) as refused:
        offer_handover(ada, incident, user_of(bo))
    assert "can't see" in refused.value.fields["successor"]

    incident = set_privacy(ada, incident, is_private=True, people=[user_of(bo)])
    handover = offer_handover(ada, incident, user_of(bo))
    set_privacy(ada, incident, is_private=True)
    with pytest.raises(NotFound):
        accept_handover(bo, handover)


def test_a_disabled_account_and_the_end_of_the_incident_stop_an_offer(ada: Actor, bo: Actor) -> None:
    handover = offer_handover(ada, an_incident(commander=ada), user_of(bo))
    user_of(bo).is_active = False
    with pytest.raises(NotAllowed):
        accept_handover(bo, handover)

    user_of(bo).is_active = True
    resolve(ada, Incident.objects.get())
    with pytest.raises(Conflict):
        accept_handover(bo, handover)
    with pytest.raises(Conflict):
        offer_handover(ada, Incident.objects.get(), user_of(bo))
    assert state_of(handover) == HandoverState.OFFERED
