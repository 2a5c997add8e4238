"""A filter of follow-ups as query parameters say it, the same for the list page, the export and the API."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from afterword.core.errors import Invalid
from afterword.core.search.text import QUESTION_LENGTH
from afterword.followups.listing import ORDERS, FollowUpFilter
from afterword.followups.models import OPEN_STATES, FollowUpKind, FollowUpState, Horizon, Priority
from afterword.incidents.given import Given
from afterword.incidents.models import Service
from afterword.incidents.tags import tag_word
from afterword.people.models import Team, User

OPEN, CLOSED, ANY, ME, NONE = "open", "closed", "any", "me", "none"
DUES = ("overdue", "soon", "none")
MOST_VALUES = 50
CLOSED_STATES = tuple(state for state in FollowUpState.values if state not in OPEN_STATES)
STATES: Mapping[str, tuple[str, ...]] = {
    OPEN: tuple(str(state) for state in OPEN_STATES),
    CLOSED: CLOSED_STATES,
    ANY: (),
    **{state: (state,) for state in FollowUpState.values},
}


def parse_filter(params: Mapping[str, Sequence[str]], *, me: User | None = None) -> FollowUpFilter:
    """What is looked for; parameters it does not know are left alone. Invalid says which value is none and why.

    state (open unless told otherwise; closed, any, or one of the states), kind, priority (P0 to P3), horizon,
    owner (e-mail, id, me or none), team and service (by name or id), tag, due (overdue, soon, none), incident,
    postmortem, q, sort.
    """
    given = _Given(params)
    people = given.many("owner")
    wanted = FollowUpFilter(
        states=given.states(),
        kinds=given.among("kind", FollowUpKind.values),
        priorities=tuple(int(value[-1]) for value in given.among("priority", Priority.names)),
        horizons=given.among("horizon", Horizon.values),
        owners=given.rows("owner", User, "email", [value for value in people if value != NONE], me),
        has_no_owner=NONE in people,
        teams=given.rows("team", Team, "name", given.many("team")),
        services=given.rows("service", Service, "name", given.many("service")),
        tags=tuple(tag_word(value) for value in given.many("tag")),
        due=given.one("due", DUES),
        incident=given.number("incident", "INC-", _("“%(value)s” is no number of an incident.")),
        postmortem=given.number("postmortem", "PM-", _("“%(value)s” is no number of a report.")),
        words=" ".join(given.many("q"))[:QUESTION_LENGTH],
        sort=given.one("sort", tuple(ORDERS)) or "due",
    )
    if given.problems:
        raise Invalid(given.problems)
    return wanted


class _Given(Given):
    """Those that only follow-ups have."""

    def states(self) -> tuple[str, ...]:
        values = self.among("state", tuple(STATES)) or (OPEN,)
        return () if ANY in values else tuple(dict.fromkeys(each for value in values for each in STATES.get(value, ())))

    def number(self, name: str, prefix: str, problem: str) -> int | None:
        values = self.many(name)
        if not values:
            return None
        digits = values[0].upper().removeprefix(prefix)
        if not (digits.isascii() and digits.isdecimal() and len(digits) < 10):
            self.problems[name] = problem % {"value": values[0][:40]}
            return None
        return int(digits)
