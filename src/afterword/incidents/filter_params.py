"""A filter as query parameters say it, the same for the list page, the API and the command line."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, time, timedelta
from typing import Any, TypeVar
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from afterword.core.errors import Invalid
from afterword.core.search.text import QUESTION_LENGTH
from afterword.incidents.catalog import OPEN_CATEGORIES, Category, Severity
from afterword.incidents.listing import ORDERS, IncidentFilter
from afterword.incidents.service_catalog import Service
from afterword.incidents.validation import clean_text
from afterword.people.models import Team, User

Params = Mapping[str, Sequence[str]]
RowT = TypeVar("RowT", bound=models.Model)

OPEN = "open"  # short for every open category
ME = "me"
TESTS = ("only", "without")
MOST_VALUES = 50


def parse_filter(params: Params, *, me: User | None = None) -> IncidentFilter:
    """What is looked for; parameters it does not know are left alone. Invalid says which value is none and why.

    status (a category, or open), severity, service, team (by name or id), commander (e-mail, id or me),
    from and until (a day in the page's zone, the last one included; or a full time), q, test, sort.
    """
    problems: dict[str, str] = {}

    def read(name: str, parse: Callable[[Sequence[str]], Any]) -> Any:
        try:
            return parse(_values(params, name))
        except Invalid as problem:
            problems[name] = problem.fields[""]
            return ()

    wanted = {
        "statuses": read("status", _statuses),
        "severities": read("severity", _rows(Severity, "name", gettext_lazy("There is no severity “%(value)s”."))),
        "services": read("service", _rows(Service, "name", gettext_lazy("There is no service “%(value)s”."))),
        "teams": read("team", _rows(Team, "name", gettext_lazy("There is no team “%(value)s”."))),
        "commanders": read("commander", _people(me)),
        "since": read("from", _moment) or None,
        "until": read("until", _end) or None,
        "words": read("q", _words) or "",
        "tests": read("test", _tests) or "",
        "sort": read("sort", _sort) or "newest",
    }
    if problems:
        raise Invalid(problems)
    return IncidentFilter(**wanted)


def _values(params: Params, name: str) -> list[str]:
    given = [cleaned for value in params.get(name, ()) if (cleaned := clean_text(value))]
    if len(given) > MOST_VALUES:
        raise Invalid({"": _("At most %(most)s values at once.") % {"most": MOST_VALUES}})
    return list(dict.fromkeys(given))


def _statuses(values: Sequence[str]) -> tuple[str, ...]:
    known: dict[str, tuple[str, ...]] = {OPEN: tuple(each.value for each in OPEN_CATEGORIES)}
    known |= {value: (value,) for value in Category.values}
    for value in values:
        if value not in known:
            raise _unknown(_("There is no status “%(value)s”. Choose one of: %(known)s."), value, known)
    return tuple(dict.fromkeys(category for value in values for category in known[value]))


def _rows(model: type[RowT], column: str, problem: str | Promise) -> Callable[[Sequence[str]], tuple[UUID, ...]]:
    """Rows by name, in any case, or by id."""

    def parse(values: Sequence[str]) -> tuple[UUID, ...]:
        return tuple(_key(model, column, value, problem) for value in values)

    return parse


def _key(model: type[RowT], column: str, value: str, problem: str | Promise) -> UUID:
    by_key = _uuid(value)
    found = Q(pk=by_key) if by_key else Q(**{f"{column}__iexact": value})
    key: UUID | None = model._default_manager.filter(found).values_list("pk", flat=True).first()
    if key is None:
        raise _unknown(str(problem), value)
    return key


def _people(me: User | None) -> Callable[[Sequence[str]], tuple[UUID, ...]]:
    problem = gettext_lazy("Nobody here has the address “%(value)s”.")

    def parse(values: Sequence[str]) -> tuple[UUID, ...]:
        return tuple(me.pk if me and value == ME else _key(User, "email", value, problem) for value in values)

    return parse


def _moment(values: Sequence[str]) -> datetime | None:
    """The beginning of a day in the page's zone, or the moment itself."""
    return _parsed(values[0])[0] if values else None


def _end(values: Sequence[str]) -> datetime | None:
    """The end of the day, so that it belongs to what is found."""
    return _parsed(values[0])[1] if values else None


def _parsed(value: str) -> tuple[datetime, datetime]:
    problem = Invalid({"": _("“%(value)s” is not a day such as 2026-03-02.") % {"value": value[:40]}})
    try:
        moment = datetime.fromisoformat(value)
        if len(value) == len("2026-03-02"):
            zone = timezone.get_current_timezone()
            days = (moment.date(), moment.date() + timedelta(days=1))
            first, end = (datetime.combine(day, time(), zone).astimezone(UTC) for day in days)
            return first, end
        if moment.tzinfo is None:
            raise problem
        return moment.astimezone(UTC), moment.astimezone(UTC)
    except (ValueError, OverflowError) as unreadable:
        raise problem from unreadable


def _words(values: Sequence[str]) -> str:
    return " ".join(values)[:QUESTION_LENGTH]


def _tests(values: Sequence[str]) -> str:
    return _one_of(values, TESTS)


def _sort(values: Sequence[str]) -> str:
    return _one_of(values, tuple(ORDERS))


def _one_of(values: Sequence[str], known: Sequence[str]) -> str:
    if not values:
        return ""
    if values[0] not in known:
        raise _unknown(_("“%(value)s” is not one of: %(known)s."), values[0], known)
    return values[0]


def _uuid(value: str) -> UUID | None:
    try:
        return UUID(value)
    except ValueError:
        return None


def _unknown(problem: str, value: str, known: Sequence[str] | Mapping[str, object] = ()) -> Invalid:
    return Invalid({"": problem % {"value": value[:80], "known": ", ".join(known)}})
