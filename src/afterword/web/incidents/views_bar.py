"""The views above a list: those that are always there, one's own, and what others share."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID

from django.http import QueryDict
from django.utils.translation import gettext as _

from afterword.access.policy import can, see
from afterword.access.verbs import Verb
from afterword.core.errors import NotFound
from afterword.incidents.columns import DEFAULT_COLUMNS, known_columns
from afterword.incidents.filter_params import params_of
from afterword.incidents.models import SavedView
from afterword.people.actor import Actor
from afterword.web.incidents.list_address import LIST

BUILT_IN = {"all": "", "open": "status=open", "mine": "on=me", "owed": "postmortem=owed"}


@dataclass(frozen=True)
class ViewLink:
    label: str
    href: str
    is_current: bool
    is_shared: bool = False
    owner: str = ""  # of what somebody else shares


@dataclass(frozen=True)
class ViewsBar:
    links: list[ViewLink]
    opened: SavedView | None = None
    may_update: bool = False
    is_changed: bool = False  # the list is no longer as the opened view says


def views_bar(actor: Actor, params: QueryDict) -> ViewsBar:
    """All views that the actor has, with the one that the list shows now."""
    views = list(SavedView.objects.visible_to(actor).select_related("owner"))
    opened = next((view for view in views if str(view.pk) == params.get("saved")), None)
    now = _filters(params.urlencode())
    names = {"all": _("All"), "open": _("Open"), "mine": _("Mine"), "owed": _("Needs a postmortem")}
    links = [
        ViewLink(names[key], f"{LIST}?{query}" if query else LIST, not opened and now == params_of(query))
        for key, query in BUILT_IN.items()
    ]
    own_first = sorted(views, key=lambda view: (view.owner_id != actor.user_id, view.name.lower()))
    links += [_link(actor, view, view is opened) for view in own_first]
    if opened is None:
        return ViewsBar(links)
    is_changed = now | _order(params) != params_of(opened.query) or _columns(params) != known_columns(opened.columns)
    return ViewsBar(links, opened, can(actor, Verb.VIEW_UPDATE, opened), is_changed)


def way_to(view: SavedView) -> str:
    """The list as the view says; the address itself carries filters and columns, so it can be changed and shared."""
    columns = known_columns(view.columns)
    more = {} if columns == DEFAULT_COLUMNS else {"columns": ",".join(columns)}
    query = urlencode({**more, "saved": str(view.pk)}, safe=",")
    return f"{LIST}?{view.query}&{query}" if view.query else f"{LIST}?{query}"


def way_to_named(actor: Actor, name: str) -> str:
    """`?view=mine`, or the id of a saved one."""
    if name in BUILT_IN:
        return f"{LIST}?{BUILT_IN[name]}".rstrip("?")
    try:
        key = UUID(name)
    except ValueError as wrong:
        raise NotFound(_("There is no such view, or it is not shared with you.")) from wrong
    return way_to(see(actor, SavedView.objects.filter(pk=key)))


def _link(actor: Actor, view: SavedView, is_current: bool) -> ViewLink:
    owner = "" if view.owner_id == actor.user_id else str(view.owner)
    return ViewLink(view.name, way_to(view), is_current, view.is_shared, owner)


def _filters(query: str) -> dict[str, list[str]]:
    return {name: values for name, values in params_of(query).items() if name != "sort"}


def _order(params: Mapping[str, object]) -> dict[str, list[str]]:
    order = str(params.get("sort") or "")
    return {"sort": [order]} if order else {}


def _columns(params: QueryDict) -> tuple[str, ...]:
    return known_columns(params.getlist("columns"))
