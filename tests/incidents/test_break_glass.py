import pytest

from afterword.access.models import AuditEntry
from afterword.access.policy import can
from afterword.access.verbs import Verb
from afterword.core.errors import Invalid, NotAllowed
from afterword.incidents.actions.break_glass import break_glass, end_access
from afterword.incidents.kinds import GlassBroken, GlassClosed
from afterword.people.actor import Actor
from afterword.people.models import ApiToken
from tests.world import an_incident, user_of


def test_an_administrator_lets_themself_in_and_everybody_can_read_why(ada: Actor, di: Actor) -> None:
    hidden = an_incident("Leaked key", commander=ada, is_private=True)
    version = hidden.access_version

    incident = break_glass(di, hidden.number, reason="Ada is out of reach")
    break_glass(di, hidden.number, reason="Again")

    assert can(di, Verb.INCIDENT_VIEW, incident)
    assert incident.access_version == version + 1
    told = incident.timeline.of_kind(GlassBroken).get()
    assert (told.is_important, told.data["reason"]) == (True, "Ada is out of reach")
    kept = AuditEntry.objects.get(action="incident.glass_broken")
    assert (kept.object_label, kept.data["reason"]) == (hidden.reference, "Ada is out of reach")
    assert incident.glass_breaks.get().user == di.user


def test_the_access_ends_again_once(ada: Actor, di: Actor) -> None:
    incident = break_glass(di, an_incident(commander=ada, is_private=True).number, reason="Emergency")

    end_access(di, incident)
    end_access(di, incident)

    assert not can(di, Verb.INCIDENT_VIEW, incident)
    assert incident.timeline.of_kind(GlassClosed).count() == 1
    assert AuditEntry.objects.filter(action="incident.glass_closed").count() == 1


@pytest.mark.parametrize("reason", ["", "  \n", "x" * 2001])
def test_without_a_good_reason_nothing_opens(ada: Actor, di: Actor, reason: str) -> None:
    incident = an_incident(commander=ada, is_private=True)

    with pytest.raises(Invalid) as refused:
        break_glass(di, incident.number, reason=reason)

    assert list(refused.value.fields) == ["reason"]
    assert not can(di, Verb.INCIDENT_VIEW, incident)


def test_a_number_of_nothing_and_of_an_open_incident_is_refused_without_more(ada: Actor, di: Actor) -> None:
    incident = an_incident("Everybody knows", commander=ada)

    for number in (incident.number, 9_999):
        with pytest.raises(Invalid) as refused:
            break_glass(di, number, reason="Emergency")
        assert "Everybody" not in refused.value.fields["number"]
    assert not AuditEntry.objects.filter(action__startswith="incident.").exists()


def test_nobody_else_and_no_token_breaks_the_glass(ada: Actor, bo: Actor, di: Actor) -> None:
    incident = an_incident(commander=ada, is_private=True)
    token = ApiToken.objects.create(user=user_of(di), name="robot", digest="x" * 64)

    for who in (bo, Actor.of_token(token)):
        with pytest.raises(NotAllowed):
            break_glass(who, incident.number, reason="Emergency")
        with pytest.raises(NotAllowed):
            end_access(who, incident)
