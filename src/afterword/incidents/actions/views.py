"""Saved views: keeping a list under a name, changing it, removing it."""

from collections.abc import Sequence

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from afterword.access.policy import lock, require
from afterword.access.verbs import Verb
from afterword.core.errors import Invalid
from afterword.incidents.columns import parse_columns
from afterword.incidents.filter_params import clean_query
from afterword.incidents.models import SavedView
from afterword.incidents.validation import clean_text
from afterword.people.actor import Actor

NAME_LENGTH = 80
MOST_VIEWS = 50


@transaction.atomic
def save_view(
    actor: Actor, name: str, *, query: str, columns: Sequence[str] = (), is_shared: bool = False
) -> SavedView:
    """Keep filters, order and columns as they stand in the address of the list; for everybody if shared."""
    require(actor, Verb.VIEW_SAVE)
    assert actor.user, "views belong to people"
    if SavedView.objects.filter(owner=actor.user).count() >= MOST_VIEWS:
        raise Invalid({"name": _("You have %(most)s views. Remove one first.") % {"most": MOST_VIEWS}})
    view = SavedView(
        owner=actor.user,
        name=_clean(name),
        query=clean_query(query, me=actor.user),
        columns=list(parse_columns(columns)),
        is_shared=is_shared,
    )
    return _saved(view)


@transaction.atomic
def change_view(
    actor: Actor,
    view: SavedView,
    *,
    name: str | None = None,
    query: str | None = None,
    columns: Sequence[str] | None = None,
    is_shared: bool | None = None,
) -> SavedView:
    """Change what is given and leave the rest."""
    view = lock(actor, Verb.VIEW_UPDATE, view)
    if name is not None:
        view.name = _clean(name)
    if query is not None:
        view.query = clean_query(query, me=actor.user)
    if columns is not None:
        view.columns = list(parse_columns(columns))
    if is_shared is not None:
        view.is_shared = is_shared
    return _saved(view)


@transaction.atomic
def remove_view(actor: Actor, view: SavedView) -> None:
    """Forget the view; the incidents in it stay as they are."""
    lock(actor, Verb.VIEW_UPDATE, view).delete()


def _clean(name: str) -> str:
    line = " ".join(clean_text(name).split())
    if not line:
        raise Invalid({"name": _("Give the view a name.")})
    if len(line) > NAME_LENGTH:
        raise Invalid({"name": _("At most %(most)s characters.") % {"most": NAME_LENGTH}})
    return line


def _saved(view: SavedView) -> SavedView:
    taken = Invalid({"name": _("There is a view of this name already. Choose another name.")})
    same = SavedView.objects.filter(owner=view.owner_id, name__iexact=view.name).exclude(pk=view.pk)
    if same.exists():
        raise taken
    try:
        with transaction.atomic():
            view.save()
    except IntegrityError as raced:  # the same person, in two windows
        raise taken from raced
    return view
