"""Which rows that live blocks tell of the reader may change where they are told."""

from typing import Any

from afterword.access.policy import can
from afterword.access.verbs import Verb
from afterword.followups.models import FollowUp
from afterword.people.actor import Actor
from afterword.postmortems.facts import Facts
from afterword.postmortems.key_metrics import KeyMetric, key_metrics
from afterword.postmortems.models import Postmortem, State


def changeable_rows(actor: Actor, postmortem: Postmortem, facts: Facts) -> dict[str, Any]:
    """Metrics, follow-ups, and incidents whose entries can be marked; nothing of what is published."""
    if postmortem.state == State.PUBLISHED:
        return {"metrics": [], "followups": [], "noted": []}
    may_write = can(actor, Verb.POSTMORTEM_EDIT, postmortem)
    return {
        "metrics": _metrics(facts) if may_write else [],
        "followups": _followups(actor, postmortem, facts),
        "noted": [each.incident for each in facts.incidents if can(actor, Verb.INCIDENT_COMMENT, each.incident)],
    }


def _metrics(facts: Facts) -> list[KeyMetric]:
    return key_metrics(facts) if facts.incidents else []


def _followups(actor: Actor, postmortem: Postmortem, facts: Facts) -> list[FollowUp]:
    """Asked once for all of an incident: whoever may take one off may change every one, owners their own."""
    found: list[FollowUp] = []
    groups = [(facts.own_followups, None), *((each.followups, each.incident) for each in facts.incidents)]
    for followups, incident in groups:
        for one in followups:
            one.incident, one.postmortem = incident, None if incident else postmortem
        may_all = bool(followups) and can(actor, Verb.FOLLOWUP_REMOVE, followups[0])
        found += [one for one in followups if may_all or one.owner_id == actor.user_id]
    return found
