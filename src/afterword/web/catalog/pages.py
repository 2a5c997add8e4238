"""What the settings pages say about each kind of catalog row."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from django.db.models import Model
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from afterword.access.policy import require
from afterword.access.verbs import Verb
from afterword.core.errors import Conflict, NotFound
from afterword.incidents.catalog import Listed
from afterword.incidents.nouns import Noun, noun_called
from afterword.web.catalog import forms
from afterword.web.requests import PersonRequest

Text = str | Promise
RowT = TypeVar("RowT", bound=Model)


@dataclass(frozen=True)
class Page:
    """The words of one list. `has_page`: a row has a page of its own rather than a form in place."""

    key: str
    icon: str
    title: Text
    lead: Text
    add: Text
    new: Text
    form: type[forms.CatalogForm]
    template: str = "catalog/form.html"
    has_page: bool = False

    @property
    def url(self) -> str:
        return f"/settings/{self.key}"

    @property
    def noun(self) -> Noun[Listed]:
        return noun_called(self.key)


PAGES = (
    Page(
        "types",
        "incident",
        gettext_lazy("Incident types"),
        gettext_lazy(
            "What sort of thing happened. Each type has its own fields, roles, checklist and postmortem rule."
        ),
        gettext_lazy("Add type"),
        gettext_lazy("New incident type"),
        forms.TypeForm,
        has_page=True,
    ),
    Page(
        "severities",
        "alert",
        gettext_lazy("Severities"),
        gettext_lazy("How bad it is, worst first. Up to ten levels, and one for when nobody knows yet."),
        gettext_lazy("Add level"),
        gettext_lazy("New level"),
        forms.SeverityForm,
        template="catalog/severity.html",
    ),
    Page(
        "statuses",
        "target",
        gettext_lazy("Statuses"),
        gettext_lazy("Where an incident stands. Each belongs to one of four categories, by which the product counts."),
        gettext_lazy("Add status"),
        gettext_lazy("New status"),
        forms.StatusForm,
    ),
    Page(
        "roles",
        "person",
        gettext_lazy("Roles"),
        gettext_lazy(
            "What people do on an incident. One role commands; whoever joins takes the last one of the others."
        ),
        gettext_lazy("Add role"),
        gettext_lazy("New role"),
        forms.RoleForm,
    ),
    Page(
        "fields",
        "list",
        gettext_lazy("Fields"),
        gettext_lazy("What you ask about incidents beyond what every incident has."),
        gettext_lazy("Add field"),
        gettext_lazy("New field"),
        forms.FieldForm,
        has_page=True,
    ),
    Page(
        "experiences",
        "eye",
        gettext_lazy("Experiences"),
        gettext_lazy("What users meet while it lasts, and whether that counts as downtime."),
        gettext_lazy("Add experience"),
        gettext_lazy("New experience"),
        forms.ExperienceForm,
    ),
)
_BY_KEY = {page.key: page for page in PAGES}


def page_for(request: PersonRequest, key: str) -> Page:
    """The page of this name, for whoever may change it."""
    require(request.actor, Verb.SETTINGS_MANAGE)
    if key not in _BY_KEY:
        raise nothing_here()
    return _BY_KEY[key]


def nothing_here() -> NotFound:
    return NotFound(_("There is nothing here, or it is not shared with you."))


def past_which(request: HttpRequest, others: Iterable[RowT]) -> dict[str, RowT]:
    """The neighbour past which a row is to go, under `above` or `below`; Conflict when it is no longer there."""
    side, key = moved_past(request)
    for other in others:
        if str(other.pk) == key:
            return {side: other}
    raise order_changed()


def order_changed() -> Conflict:
    words = _("The order was changed meanwhile. Look where it stands now, and try again.")
    return Conflict(words, code="order_changed")


def moved_past(request: HttpRequest) -> tuple[str, str]:
    """Which button of a move was pressed, above or below, and past which row."""
    for side in ("above", "below"):
        if key := request.POST.get(side, ""):
            return side, key
    return "above", ""
