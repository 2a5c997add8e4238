"""A filter as query parameters say it, the same for the list page, the API and the command line."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, time, timedelta
from typing import Any, TypeVar
from urllib.parse import parse_qs, urlencode
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from afterword.core.errors import Invalid
from afterword.core.search.text import QUESTION_LENGTH
from afterword.incidents.catalog import OPEN_CATEGORIES, Category, IncidentType, Severity
from afterword.incidents.listing import ORDERS, IncidentFilter, narrowings
from afterword.incidents.models import Outcome
from afterword.incidents.service_catalog import Service
from afterword.incidents.tags import Tag
from afterword.incidents.validation import clean_text
from afterword.people.models import Team, User

Params = Mapping[str, Sequence[str]]
RowT = TypeVar("RowT", bound=models.Model)

OPEN = "open"  # short for every open category
ME = "me"
NOBODY = "nobody"
TESTS = ("only", "without")
MOST_VALUES = 50
QUERY_LENGTH = 2000
FILTERS = ("status", "severity", "type", "service", "team", "tag", "commander", "on", "outcome", "postmortem",
           "day", "from", "until", "test", "q")  # fmt: skip
PARAMETERS = (*FILTERS, "sort")


def parse_filter(params: Params, *, me: User | None = None) -> IncidentFilter:
    """What is looked for; parameters it does not know are left alone. Invalid says which value is none and why.

    status (a category, or open), severity, type, service, team, tag (by name or id), commander (e-mail, id, me or
    nobody), on (me), outcome, postmortem (owed), day (on which it lasted), from and until (a day in the page's
    zone, the last one included; or a full time), q, test, sort.
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
        "types": read("type", _rows(IncidentType, "name", gettext_lazy("There is no type “%(value)s”."))),
        "services": read("service", _rows(Service, "name", gettext_lazy("There is no service “%(value)s”."))),
        "teams": read("team", _rows(Team, "name", gettext_lazy("There is no team “%(value)s”."))),
        "commanders": read("commander", _people(me)),
        "is_uncommanded": NOBODY in params.get("commander", ()),
        "tags": read("tag", _rows(Tag, "name", gettext_lazy("There is no tag “%(value)s”."))),
        "outcomes": read("outcome", _outcomes),
        "on": read("on", _on(me)) or None,
        "report": read("postmortem", lambda values: _one_of(values, narrowings())) or "",
        "during": read("day", _day) or None,
        "since": read("from", _moment) or None,
        "until": read("until", _end) or None,
        "words": read("q", _words) or "",
        "tests": read("test", _tests) or "",
        "sort": read("sort", _sort) or "newest",
    }
    if problems:
        raise Invalid(problems)
    return IncidentFilter(**wanted)


def params_of(query: str) -> dict[str, list[str]]:
    """What a query string says of filters and order; whatever else stands in it is left out."""
    try:
        found = parse_qs(query.lstrip("?"), max_num_fields=len(PARAMETERS) * MOST_VALUES)
    except ValueError as broken:
        raise Invalid({"": _("This has more filters than a list can have.")}) from broken
    return {name: found[name] for name in PARAMETERS if name in found}


def clean_query(query: str, *, me: User | None = None) -> str:
    """The filters and the order of a list as they stand in its address. Invalid when they name nothing."""
    params = params_of(query)
    parse_filter(params, me=me)
    kept = urlencode(params, doseq=True)
    if len(kept) > QUERY_LENGTH:
        raise Invalid({"": _("These filters are too long to be kept under a name.")})
    return kept


def readable(params: Params, *, me: User | None = None) -> tuple[dict[str, list[str]], list[str]]:
    """The parameters without the values that name nothing (any more), and in words what was left out."""
    kept: dict[str, list[str]] = {}
    problems: list[str] = []
    for name, values in params.items():
        for value in values:
            try:
                parse_filter({name: [value]}, me=me)
            except Invalid as refusal:
                problems.append(refusal.message)
            else:
                kept.setdefault(name, []).append(value)
    return kept, problems


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
        people = [value for value in values if value != NOBODY]
        return tuple(me.pk if me and value == ME else _key(User, "email", value, problem) for value in people)

    return parse


def _on(me: User | None) -> Callable[[Sequence[str]], UUID | None]:
    def parse(values: Sequence[str]) -> UUID | None:
        return me.pk if _one_of(values, (ME,)) and me else None

    return parse


def _outcomes(values: Sequence[str]) -> tuple[str, ...]:
    for value in values:
        _one_of([value], Outcome.values)
    return tuple(values)


def _day(values: Sequence[str]) -> tuple[datetime, datetime] | None:
    return span_of(values[0]) if values else None


def _moment(values: Sequence[str]) -> datetime | None:
    """The beginning of a day in the page's zone, or the moment itself."""
    return span_of(values[0])[0] if values else None


def _end(values: Sequence[str]) -> datetime | None:
    """The end of the day, so that it belongs to what is found."""
    return span_of(values[0])[1] if values else None


def span_of(value: str) -> tuple[datetime, datetime]:
    """A day of the page's zone from its beginning to its end, or a moment twice; Invalid for anything else."""
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
