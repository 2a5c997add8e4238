"""A filter of follow-ups as query parameters say it, the same for the list page, the export and the API."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _

from afterword.core.errors import Invalid
from afterword.core.search.text import QUESTION_LENGTH
from afterword.followups.listing import ORDERS, FollowUpFilter
from afterword.followups.models import OPEN_STATES, FollowUpKind, FollowUpState, Horizon, Priority
from afterword.incidents.models import Service
from afterword.incidents.tags import tag_word
from afterword.incidents.validation import clean_text
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
    owner (e-mail, id, me or none), team and service (by name or id), tag, due (overdue, soon, none), incident, q, sort.
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
        incident=given.number("incident"),
        words=" ".join(given.many("q"))[:QUESTION_LENGTH],
        sort=given.one("sort", tuple(ORDERS)) or "due",
    )
    if given.problems:
        raise Invalid(given.problems)
    return wanted


class _Given:
    """The parameters, read one by one; what is wrong is collected."""

    def __init__(self, params: Mapping[str, Sequence[str]]) -> None:
        self.params = params
        self.problems: dict[str, str] = {}

    def many(self, name: str) -> list[str]:
        given = self.params.get(name, ())
        values = list(dict.fromkeys(text for value in given if (text := clean_text(value))))
        if len(given) > MOST_VALUES:
            self.problems[name] = _("At most %(most)s values at once.") % {"most": MOST_VALUES}
        return values[:MOST_VALUES]

    def among(self, name: str, known: Sequence[str]) -> tuple[str, ...]:
        by_lower = {value.lower(): value for value in known}
        return tuple(self._known(name, value, by_lower, known) for value in self.many(name))

    def one(self, name: str, known: Sequence[str]) -> str:
        values = self.among(name, known)
        return values[0] if values else ""

    def states(self) -> tuple[str, ...]:
        values = self.among("state", tuple(STATES)) or (OPEN,)
        return () if ANY in values else tuple(dict.fromkeys(each for value in values for each in STATES.get(value, ())))

    def number(self, name: str) -> int | None:
        values = self.many(name)
        if not values:
            return None
        digits = values[0].upper().removeprefix("INC-")
        if not (digits.isascii() and digits.isdecimal() and len(digits) < 10):
            self.problems[name] = _("“%(value)s” is no number of an incident.") % {"value": values[0][:40]}
            return None
        return int(digits)

    def rows(
        self, name: str, model: type[models.Model], column: str, values: list[str], me: User | None = None
    ) -> tuple[UUID, ...]:
        return tuple(key for value in values if (key := self._key(name, model, column, value, me)))

    def _key(self, name: str, model: type[models.Model], column: str, value: str, me: User | None) -> UUID | None:
        if me and value == ME:
            return me.pk
        by_key = _uuid(value)
        found = Q(pk=by_key) if by_key else Q(**{f"{column}__iexact": value})
        key: UUID | None = model._default_manager.filter(found).values_list("pk", flat=True).first()
        if key is None:
            self.problems[name] = _("There is no “%(value)s” here.") % {"value": value[:80]}
        return key

    def _known(self, name: str, value: str, by_lower: Mapping[str, str], known: Sequence[str]) -> str:
        if value.lower() not in by_lower:
            words = _("“%(value)s” is not one of: %(known)s.")
            self.problems[name] = words % {"value": value[:80], "known": ", ".join(known)}
        return by_lower.get(value.lower(), known[0])


def _uuid(value: str) -> UUID | None:
    try:
        return UUID(value)
    except ValueError:
        return None
