"""An administrator's way into a private incident: with a reason that everybody on it reads."""

from django.db import transaction
from django.utils.translation import gettext as _

from afterword.access.audit import audit
from afterword.access.policy import require
from afterword.access.verbs import Verb
from afterword.core.errors import Invalid, NotAllowed
from afterword.incidents.kinds import GlassBroken, GlassClosed
from afterword.incidents.members import follow_access, share_with
from afterword.incidents.models import GlassBreak, Incident
from afterword.incidents.validation import REASON_LENGTH, clean_long_text
from afterword.people.actor import Actor
from afterword.timeline.record import record


@transaction.atomic
def break_glass(actor: Actor, number: int, *, reason: str) -> Incident:
    """Let the administrator see a private incident, told on its timeline and in the audit trail.

    Nothing happens when they see it already. Invalid when there is no private one of this number: that it is
    private may be learned here, its title only afterwards.
    """
    require(actor, Verb.INCIDENT_BREAK_GLASS)
    if actor.user is None:
        raise NotAllowed(_("Only people look at incidents."))
    reason = clean_long_text(reason, field="reason", limit=REASON_LENGTH, is_required=True)
    incident = Incident.objects.select_for_update(of=("self",)).filter(number=number).first()
    if incident is None:
        raise Invalid({"number": _("There is no incident of this number.")})
    if not incident.is_private:
        raise Invalid({"number": _("This incident is open to everyone here. You need no key.")})
    if Incident.objects.visible_to(actor).filter(pk=incident.pk).exists():
        return incident
    share_with(incident, [actor.user])
    GlassBreak.objects.create(incident=incident, user=actor.user, reason=reason)
    follow_access(incident)
    record(incident, actor, GlassBroken(reason=reason), is_important=True)
    audit(actor, "incident.glass_broken", incident, called=incident.reference, reason=reason)
    return incident


@transaction.atomic
def end_access(actor: Actor, incident: Incident) -> None:
    """Give up what breaking the glass gave. A role or a team that opens the incident as well stays."""
    require(actor, Verb.INCIDENT_BREAK_GLASS)
    incident = Incident.objects.select_for_update(of=("self",)).get(pk=incident.pk)
    if not incident.glass_breaks.filter(user=actor.user_id).exists():
        return
    if not incident.members.filter(user=actor.user_id).delete()[0]:
        return
    follow_access(incident)
    record(incident, actor, GlassClosed())
    audit(actor, "incident.glass_closed", incident, called=incident.reference)


def held_by(actor: Actor) -> list[GlassBreak]:
    """The accesses by broken glass that the actor still has, the newest first, one for each incident."""
    mine = GlassBreak.objects.filter(user=actor.user_id, incident__members__user=actor.user_id)
    found = mine.select_related("incident").order_by("-broken_at")
    return list({each.incident_id: each for each in reversed(found)}.values())[::-1]
