"""The communication log: what was told to whom, typed by hand."""

from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from afterword.access.policy import lock
from afterword.access.verbs import Verb
from afterword.core import clock
from afterword.core.errors import Invalid, NotFound
from afterword.incidents.kinds import CommunicationChanged, CommunicationLogged, CommunicationRemoved
from afterword.incidents.models import Audience, Channel, Communication, Incident
from afterword.incidents.validation import check_not_future, clean_long_text
from afterword.people.actor import Actor
from afterword.timeline.meanwhile import refuse_if_changed
from afterword.timeline.record import record

MESSAGE_LENGTH = 10_000
WHOM_LENGTH = 200
MOST_PEOPLE = 2**31 - 1


@dataclass(frozen=True)
class Told:
    """What was told. Without a time it is told now; `people_count` is how many were told, where that is known."""

    message: str
    audience: str = Audience.INSIDE
    channel: str = Channel.CHAT
    to_whom: str = ""
    people_count: int | None = None
    told_at: datetime | None = None


@transaction.atomic
def log_communication(actor: Actor, incident: Incident, told: Told) -> Communication:
    """Remember what was told, now or earlier. Whoever sees the incident may: support often tells most."""
    incident = lock(actor, Verb.INCIDENT_COMMENT, incident)
    told = _cleaned(told)
    logged = Communication(
        incident=incident,
        **asdict(told),
        told_by=actor.user,
        told_by_label=actor.label,
    )
    logged.save(force_insert=True)
    what = CommunicationLogged(
        id=str(logged.pk), audience=logged.audience, channel=logged.channel, to_whom=logged.to_whom
    )
    record(incident, actor, what, occurred_at=logged.told_at)
    return logged


@transaction.atomic
def change_communication(
    actor: Actor, communication: Communication, told: Told, *, since: int | None = None
) -> Communication:
    """Correct an entry of the log. Conflict when somebody else has since entry number `since`."""
    incident, logged = _locked(actor, communication)
    given = asdict(_cleaned(told, told_at=logged.told_at))
    if all(getattr(logged, name) == value for name, value in given.items()):
        return logged
    refuse_if_changed(incident, actor, since, CommunicationChanged, id=str(logged.pk))
    for name, value in given.items():
        setattr(logged, name, value)
    logged.save(update_fields=list(given))
    record(incident, actor, CommunicationChanged(id=str(logged.pk)))
    return logged


@transaction.atomic
def remove_communication(actor: Actor, communication: Communication) -> None:
    """Take out what was never told; the timeline remembers."""
    incident, logged = _locked(actor, communication)
    what = CommunicationRemoved(id=str(logged.pk), channel=logged.channel, to_whom=logged.to_whom)
    record(incident, actor, what)
    logged.delete()


def _locked(actor: Actor, communication: Communication) -> tuple[Incident, Communication]:
    """One's own may be corrected by whoever wrote it, everybody's by those who work on the incident."""
    is_own = communication.told_by_id is not None and communication.told_by_id == actor.user_id
    verb = Verb.INCIDENT_COMMENT if is_own else Verb.INCIDENT_UPDATE
    incident = lock(actor, verb, communication.incident)
    fresh = incident.communications.filter(pk=communication.pk).first()
    if fresh is None:
        raise NotFound(_("This was taken out of the log by somebody else."))
    return incident, fresh


def _cleaned(told: Told, *, told_at: datetime | None = None) -> Told:
    if told.audience not in Audience.values:
        raise Invalid({"audience": _("Say whether people inside or outside were told.")})
    if told.channel not in Channel.values:
        raise Invalid({"channel": _("Choose one of the listed ways.")})
    if told.people_count is not None and not 0 <= told.people_count <= MOST_PEOPLE:
        raise Invalid({"people_count": _("Give a whole number from 0 on, or leave it empty.")})
    at = told.told_at or told_at or clock.now()
    check_not_future({"told_at": at})
    whom = " ".join(clean_long_text(told.to_whom, field="to_whom", limit=WHOM_LENGTH).split())
    message = clean_long_text(told.message, field="message", limit=MESSAGE_LENGTH, is_required=True)
    return Told(message, told.audience, told.channel, whom, told.people_count, at)
