"""Publishing a report."""

from django.db import transaction

from afterword.access.policy import lock
from afterword.access.verbs import Verb
from afterword.core import clock
from afterword.core.errors import Conflict
from afterword.documents.models import RevisionKind
from afterword.people.actor import Actor
from afterword.postmortems.completion import complete, refuse_open
from afterword.postmortems.follow_up_day import usual_follow_up_day
from afterword.postmortems.freeze import freeze
from afterword.postmortems.kinds import PostmortemPublished
from afterword.postmortems.models import Postmortem, State
from afterword.postmortems.moving import locked_incidents, move, standing_approvals, tell
from afterword.postmortems.policy import review_policy, what_is_missing


@transaction.atomic
def publish(actor: Actor, postmortem: Postmortem) -> Postmortem:
    """Freeze the report as what everybody reads from now on, and complete its incidents.

    Twice is once. Raises Conflict, naming what is missing, while the review policy wants more, and while one of its
    incidents is open.
    """
    postmortem = lock(actor, Verb.POSTMORTEM_PUBLISH, postmortem)
    if postmortem.state == State.PUBLISHED:
        return postmortem
    if missing := what_is_missing(postmortem, standing_approvals(postmortem), review_policy()):
        raise Conflict(missing, code="not_approved")
    incidents = locked_incidents(postmortem)
    refuse_open(incidents)
    move(actor, postmortem, State.PUBLISHED)
    complete(actor, incidents)
    postmortem.published_at = clock.now()
    postmortem.published_revision = freeze(actor, postmortem, RevisionKind.PUBLISHED)
    postmortem.follow_up_on = postmortem.follow_up_on or usual_follow_up_day(incidents, postmortem.zone)
    postmortem.save(update_fields=["state", "updated_at", "published_at", "published_revision", "follow_up_on"])
    tell(actor, postmortem, PostmortemPublished, incidents)
    return postmortem
