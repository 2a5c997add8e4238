"""What every step in the life of a report leaves behind."""

from collections.abc import Callable

from django.db.models import QuerySet

from afterword.access.audit import audit
from afterword.core import clock
from afterword.documents.models import Document
from afterword.incidents.models import Incident
from afterword.people.actor import Actor
from afterword.postmortems.models import Approval, Postmortem, State, StateChange
from afterword.timeline.record import record
from afterword.timeline.registry import Happening, Label, name_of


def move(actor: Actor, postmortem: Postmortem, after: State, *, reason: str = "") -> None:
    """Change the state of a report whose row is locked, and remember when it was in which. Does not save it."""
    StateChange.objects.create(
        postmortem=postmortem,
        before=postmortem.state,
        after=after,
        reason=reason,
        actor_user=actor.user,
        actor_label=actor.label[:200],
    )
    postmortem.state, postmortem.updated_at = after, clock.now()
    # Under the row's lock, so no editor's update slips in behind what is frozen.
    closed_at = postmortem.updated_at if after == State.PUBLISHED else None
    Document.objects.filter(pk=postmortem.document_id).update(closed_at=closed_at)


def locked_incidents(postmortem: Postmortem) -> list[Incident]:
    """Those it covers, locked in one order, so that two reports never wait for each other."""
    found = Incident.objects.filter(coverage__postmortem=postmortem).order_by("number")
    return list(found.select_related("status").select_for_update(of=("self",)))


def tell(
    actor: Actor, postmortem: Postmortem, what: Callable[..., Happening], incidents: list[Incident], role: str = ""
) -> None:
    """Put it on the timeline of each incident; on the audit trail where there is none. Call it last."""
    data = {"role": role} if role else {}
    happening = what(Label(str(postmortem.pk), postmortem.reference), postmortem.number, **data)
    for incident in incidents:
        record(incident, actor, happening)
    if not incidents:
        audit(actor, name_of(type(happening)), postmortem, called=postmortem.reference, role=role)


def standing_approvals(postmortem: Postmortem) -> list[Approval]:
    """Those that nobody has taken back."""
    return list(with_revisions().filter(postmortem=postmortem, withdrawn_at=None))


def with_revisions() -> QuerySet[Approval]:
    """Approvals with what they are of, but not its text, which can be long."""
    return Approval.objects.select_related("revision").defer("revision__tree", "revision__blocks")
