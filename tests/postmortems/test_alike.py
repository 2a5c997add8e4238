from afterword.incidents.actions.set_privacy import set_privacy
from afterword.incidents.models import Incident
from afterword.people.actor import Actor
from afterword.postmortems.alike import asked_about
from afterword.postmortems.facts import gather
from afterword_text.tree import words_of
from tests.followups.making import a_followup
from tests.postmortems.telling import BERLIN
from tests.postmortems.test_start import an_outage
from tests.world import utc


def an_earlier_one(ada: Actor) -> Incident:
    earlier = an_outage(ada)
    Incident.objects.filter(pk=earlier.pk).update(started_at=utc("2026-01-05 08:00"))
    a_followup(earlier, "Try sign-in every minute", by=ada)
    return earlier


def test_earlier_work_on_the_same_service_is_asked_about(ada: Actor) -> None:
    earlier, incident = an_earlier_one(ada), an_outage(ada)

    guides = asked_about(gather([incident], "", BERLIN))

    assert [words_of(each) for each in guides] == [
        f"{earlier} (5 January 2026) hit the same service. Is it the same cause?",
        "After it, FU-1 Try sign-in every minute was agreed (not started). Would it help here too?",
    ]


def test_a_private_incident_is_never_suggested(ada: Actor) -> None:
    set_privacy(ada, an_earlier_one(ada), is_private=True)

    assert asked_about(gather([an_outage(ada)], "", BERLIN)) == []
