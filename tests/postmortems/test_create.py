import pytest

from afterword.access.models import AuditEntry
from afterword.core.errors import Invalid, NotAllowed
from afterword.people.actor import Actor
from afterword.postmortems.actions.create import create_report
from afterword.postmortems.actions.publish import publish
from afterword.postmortems.export import to_markdown
from afterword.postmortems.models import Postmortem, State
from tests.world import a_team, user_of


def test_it_is_there_for_everyone_signed_in(ada: Actor, bo: Actor, cy: Actor) -> None:
    report = create_report(ada, "Launch of the new checkout", owner=user_of(bo), team=a_team(), language="en")

    assert Postmortem.objects.visible_to(cy).get() == report
    assert (report.owner, report.team) == (bo.user, a_team())
    assert "# Launch of the new checkout" in to_markdown(report)


def test_its_life_is_told_on_the_audit_trail(ada: Actor) -> None:
    report = publish(ada, create_report(ada, "Launch"))

    assert report.state == State.PUBLISHED
    done = AuditEntry.objects.filter(object_id=report.pk).values_list("action", flat=True)
    assert set(done) == {"postmortem.created", "postmortem.published"}


def test_it_needs_a_title(ada: Actor) -> None:
    with pytest.raises(Invalid):
        create_report(ada, " ")


def test_a_viewer_starts_none(cy: Actor) -> None:
    with pytest.raises(NotAllowed):
        create_report(cy, "Launch")
