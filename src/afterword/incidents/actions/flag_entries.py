from collections.abc import Collection

from django.db import transaction
from django.utils.translation import gettext as _

from afterword.access.policy import lock
from afterword.access.verbs import Verb
from afterword.core.errors import Invalid, NotFound
from afterword.incidents.kinds import EntriesFlagged
from afterword.incidents.models import Incident
from afterword.people.actor import Actor
from afterword.timeline.record import record

MOST_AT_ONCE = 500


@transaction.atomic
def flag_entries(actor: Actor, incident: Incident, numbers: Collection[int], *, is_important: bool) -> int:
    """Mark many entries as important, or take the marks off: all of them or none. Returns how many changed."""
    incident = lock(actor, Verb.INCIDENT_COMMENT, incident)
    wanted = chosen(numbers)
    rows = dict(incident.timeline.shown().filter(number__in=wanted).values_list("number", "is_important"))
    if len(rows) < len(wanted):
        raise NotFound(_("Some of these entries are not on this timeline any more. Choose again."))
    changed = sorted(number for number, was_important in rows.items() if was_important != is_important)
    if changed:
        incident.timeline.filter(number__in=changed).update(is_important=is_important)
        record(incident, actor, EntriesFlagged(entries=tuple(changed), is_important=is_important))
    return len(changed)


def chosen(numbers: Collection[int], *, least: int = 1) -> set[int]:
    """The entries that were chosen, each once; Invalid when there are too few or too many."""
    wanted = set(numbers)
    if len(wanted) > MOST_AT_ONCE:
        words = _("%(count)s entries are too many at once; choose at most %(limit)s.")
        raise Invalid({"entries": words % {"count": len(wanted), "limit": MOST_AT_ONCE}})
    if len(wanted) < least:
        raise Invalid({"entries": _("Choose at least two notes.") if least > 1 else _("Choose an entry first.")})
    return wanted
