"""A filter of reports as query parameters say it, the same for the list page, the export and the API."""

from collections.abc import Mapping, Sequence

from afterword.core.errors import Invalid
from afterword.core.search.text import QUESTION_LENGTH
from afterword.incidents.given import Given
from afterword.incidents.models import Service, Severity
from afterword.people.models import Team, User
from afterword.postmortems.listing import ORDERS, PostmortemFilter
from afterword.postmortems.models import ReportKind, State

NONE = "none"
FILTERS = ("state", "kind", "team", "channel", "severity", "service", "owner", "from", "until", "q")


def parse_filter(params: Mapping[str, Sequence[str]], *, me: User | None = None) -> PostmortemFilter:
    """What is looked for; parameters it does not know are left alone. Invalid says which value is none and why.

    state, kind, team, severity and service (by name or id), channel (title or address of a chat), owner (e-mail, id,
    me or none), from and until (when it was started: a day in the page's zone, the last one included; or a full time),
    q, sort (newest, oldest, updated, stalest).
    """
    given = Given(params)
    people = given.many("owner")
    since, until = given.span("from"), given.span("until")
    wanted = PostmortemFilter(
        states=given.among("state", State.values),
        kinds=given.among("kind", ReportKind.values),
        teams=given.rows("team", Team, "name", given.many("team")),
        channels=tuple(given.many("channel")),
        severities=given.rows("severity", Severity, "name", given.many("severity")),
        services=given.rows("service", Service, "name", given.many("service")),
        owners=given.rows("owner", User, "email", [value for value in people if value != NONE], me),
        has_no_owner=NONE in people,
        since=since[0] if since else None,
        until=until[1] if until else None,
        words=" ".join(given.many("q"))[:QUESTION_LENGTH],
        sort=given.one("sort", tuple(ORDERS)) or "newest",
    )
    if given.problems:
        raise Invalid(given.problems)
    return wanted
