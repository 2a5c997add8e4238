import pytest

from afterword.access.audit_kinds import sentence_of
from afterword.access.models import AuditEntry
from afterword.core.errors import Invalid, NotAllowed
from afterword.people.actor import Actor
from afterword.postmortems.actions.set_review_policy import set_review_policy
from afterword.postmortems.models import ReviewPolicy
from afterword.postmortems.policy import review_policy


def test_there_is_one_policy_and_the_trail_says_how_it_changed(di: Actor) -> None:
    for _ in range(2):
        set_review_policy(di, may_publish_from_draft=False, required_roles=["on_call", "manager"])

    assert ReviewPolicy.objects.count() == 1
    assert review_policy().required_roles == ["manager", "on_call"]
    assert "approval of Manager, On-call lead" in sentence_of(AuditEntry.objects.get(action="review_policy.changed"))


def test_a_role_there_is_none_of_is_refused(di: Actor) -> None:
    with pytest.raises(Invalid, match="no role"):
        set_review_policy(di, may_publish_from_draft=True, required_roles=["pilot"])


def test_administrators_set_it(ada: Actor) -> None:
    with pytest.raises(NotAllowed):
        set_review_policy(ada, may_publish_from_draft=True, required_roles=[])
