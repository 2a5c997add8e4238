"""Taking over one finished report from elsewhere, with the incident it tells of."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from afterword.access.policy import require
from afterword.access.verbs import Verb
from afterword.core.errors import DomainError, Invalid
from afterword.followups.actions.set_state import set_state
from afterword.followups.draft import TITLE_LENGTH, FollowUpDraft, check_owners
from afterword.followups.models import FollowUpState
from afterword.incidents.models import Incident
from afterword.people.actor import Actor
from afterword.people.models import User
from afterword.postmortems.actions.add_followup import add_followup_to_report
from afterword.postmortems.actions.publish import publish
from afterword.postmortems.actions.take_over import take_over
from afterword.postmortems.models import Postmortem
from afterword.postmortems.policy import review_policy, what_is_missing
from afterword.transfer.actions.import_incident import import_incident
from afterword.transfer.incident_row import parse_row
from afterword.transfer.report_draft import ReportDraft, incident_row
from afterword.transfer.report_tree import tree_of
from afterword_text.markdown import parse
from afterword_text.plain import write
from afterword_text.recognise import FoundAction, Recognised, recognise


@transaction.atomic
def import_report(
    actor: Actor, draft: ReportDraft, *, language: str = "en", is_demo: bool = False, has_followups: bool = True
) -> tuple[Postmortem, list[str]]:
    """The report with its whole text, its incident and its follow-ups, and in sentences what could not be placed.

    An incident that this file made before is used again. Raises Invalid or Conflict for what can't be, whole.
    """
    require(actor, Verb.POSTMORTEM_IMPORT)
    found = recognise(draft.text, draft.name)
    left: list[str] = []
    incident = None if draft.stands_alone else draft.incident or _incident(actor, draft, found, is_demo=is_demo)
    postmortem = take_over(
        actor,
        draft.title,
        tree_of(draft.text, draft.title),
        [incident] if incident else [],
        zone=incident.zone if incident else "UTC",
        language=language,
        is_demo=is_demo,
    )
    if has_followups:
        for action in found.actions:
            _follow_up(actor, postmortem, incident, action, left)
    if draft.incident and found.timeline:
        left.append(_("Its timeline stays in the text: the incident has one of its own."))
    if draft.is_published and (missing := what_is_missing(postmortem, [], review_policy())):
        left.append(_("It stays a draft. %(why)s") % {"why": missing})
    elif draft.is_published:
        postmortem = publish(actor, postmortem)
    return postmortem, left


def _incident(actor: Actor, draft: ReportDraft, found: Recognised, *, is_demo: bool) -> Incident:
    row = parse_row(incident_row(draft, found), source=draft.source)
    made = import_incident(actor, row, is_demo=is_demo)
    return made or Incident.objects.visible_to(actor).get(source_key=row.key)


def _follow_up(
    actor: Actor, postmortem: Postmortem, incident: Incident | None, action: FoundAction, left: list[str]
) -> None:
    words = " ".join(write(parse(action.words)).split())
    if not words:
        return
    description = [action.words] if len(words) > TITLE_LENGTH or words != action.words else []
    owner = _person(action.owner, incident or postmortem)
    if action.owner and owner is None:
        description.append(_("Owner in the source: %(owner)s") % {"owner": action.owner})
        left.append(
            _("Line %(line)s: nobody here is called “%(owner)s”.") % {"line": action.line, "owner": action.owner}
        )
    draft = FollowUpDraft(
        title=words if len(words) <= TITLE_LENGTH else f"{words[: TITLE_LENGTH - 1]}…",
        description="\n\n".join([*description, *([action.details] if action.details else [])]),
        owner=owner,
        due_on=date.fromisoformat(action.due) if action.due else None,
        tracker_url=action.url if len(action.url) <= 2000 else "",
    )
    followup = add_followup_to_report(actor, postmortem, draft, incident=incident)
    if action.is_done:
        set_state(actor, followup, FollowUpState.COMPLETE)


def _person(name: str, of: Incident | Postmortem) -> User | None:
    """Whoever is called exactly this, or has this address, and may see the incident, or the report that has none."""
    wanted = name.lstrip("@").strip()
    found: list[User] = list(User.objects.active().filter(name__iexact=wanted)[:2]) if wanted else []
    found = found or (list(User.objects.active().filter(email__iexact=wanted)) if wanted else [])
    if len(found) != 1:
        return None
    try:
        check_owners(of, found[0], None)
    except Invalid:
        return None
    return found[0]


def in_words(refusal: DomainError) -> str:
    """A refusal in one line, with the fields it is about."""
    if not isinstance(refusal, Invalid):
        return refusal.message
    return "; ".join(f"{name}: {words}" for name, words in refusal.fields.items())
