"""Who may do what. Every front door and every verb asks here, nobody else decides."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.db import models
from django.utils.translation import gettext as _

from afterword.access.verbs import Verb
from afterword.core.errors import NotAllowed, NotFound
from afterword.people.actor import Actor

Rule = Callable[[Actor, Any], bool]
RuleT = TypeVar("RuleT", bound=Callable[..., bool])
ModelT = TypeVar("ModelT", bound=models.Model)

_rules: dict[Verb, Rule] = {}


def rule(verb: Verb) -> Callable[[RuleT], RuleT]:
    """Register the one rule of a verb; a second one is a mistake in the code."""

    def register(function: RuleT) -> RuleT:
        if verb in _rules:
            raise ValueError(f"{verb} has a rule already: {_rules[verb]}")
        _rules[verb] = function
        return function

    return register


def rules() -> dict[Verb, Rule]:
    return dict(_rules)


def can(actor: Actor, verb: Verb, obj: object = None) -> bool:
    """Whether the actor may; a disabled account may nothing, the system itself may everything."""
    return actor.is_active and (actor.is_system or _rules[verb](actor, obj))


def require(actor: Actor, verb: Verb, obj: object = None) -> None:
    """Raise NotAllowed unless the actor may."""
    if not can(actor, verb, obj):
        raise NotAllowed(_("You can see this, but your role does not let you change it. Ask an administrator."))


def abilities(actor: Actor, obj: object, verbs: tuple[Verb, ...]) -> dict[str, bool]:
    """What the actor may do to this one thing, for pages and the API to show."""
    return {verb.value: can(actor, verb, obj) for verb in verbs}


def see(actor: Actor, found: models.QuerySet[ModelT]) -> ModelT:
    """The one row of an already narrowed query, or NotFound when it is not there or not visible."""
    row = found.visible_to(actor).first()  # type: ignore[attr-defined]
    if row is None:
        raise NotFound(_("There is nothing here, or it is not shared with you."))
    return row  # type: ignore[no-any-return]


def lock(actor: Actor, verb: Verb, obj: ModelT) -> ModelT:
    """The row, locked until the transaction ends, as it is now, after allowing before and after the wait.

    NotFound when it is gone or no longer visible, NotAllowed when the actor sees it but may not.
    """
    require(actor, verb, obj)
    # Not type(obj): the user of a request is a stand-in that fetches the row when it is asked something.
    rows = obj._meta.model._default_manager.visible_to(actor)  # type: ignore[attr-defined]
    locked: ModelT | None = rows.select_for_update(of=("self",)).filter(pk=obj.pk).first()
    if locked is None:
        raise NotFound(_("There is nothing here, or it is not shared with you."))
    require(actor, verb, locked)
    return locked
