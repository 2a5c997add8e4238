"""What is promised of a service: targets inside (SLO) and promises outside (SLA)."""

from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from afterword.access.audit import audit
from afterword.access.policy import lock
from afterword.access.verbs import Verb
from afterword.core import clock
from afterword.core.errors import Conflict, Invalid, NotFound
from afterword.core.marks import mark_of
from afterword.incidents.figures import clean_amount
from afterword.incidents.models import Objective, ObjectiveKind, Service
from afterword.incidents.validation import clean_text
from afterword.people.actor import Actor

MOST_OBJECTIVES = 20
MOST_DAYS = 366
NAME_LENGTH = 120


@dataclass(frozen=True)
class Promise:
    """A target in percent over a window of days; inside (slo) or outside (sla)."""

    name: str
    target: Decimal
    window_days: int = 30
    kind: str = ObjectiveKind.SLO

    @classmethod
    def of(cls, objective: Objective) -> "Promise":
        return cls(objective.name, objective.target, objective.window_days, objective.kind)

    @property
    def mark(self) -> str:
        """What a writer saw, to notice that it changed meanwhile."""
        return mark_of({**vars(self), "target": f"{self.target:.4f}"})

    def __str__(self) -> str:
        return f"{self.name} ({self.kind.upper()}, {self.target.normalize():f} %, {self.window_days} d)"


@transaction.atomic
def add_objective(actor: Actor, service: Service, promise: Promise) -> Objective:
    service = lock(actor, Verb.SERVICE_UPDATE, service)
    if service.objectives.count() >= MOST_OBJECTIVES:
        words = _("A service has at most %(most)s objectives. Change one of them instead.")
        raise Conflict(words % {"most": MOST_OBJECTIVES})
    objective = Objective(service=service)
    promise = _give(objective, promise)
    objective.save(force_insert=True)
    audit(actor, "objective.added", service, objective=str(promise))
    return objective


@transaction.atomic
def change_objective(actor: Actor, objective: Objective, promise: Promise, *, seen: str = "") -> Objective:
    """Its budget is from then on measured by the new target, for old incidents too.

    Raises Conflict when it is no longer as the writer saw it (`seen`, the mark of the promise then).
    """
    service, objective = _locked(actor, objective)
    before = Promise.of(objective)
    promise = _give(objective, promise)
    if before == promise:
        return objective
    if seen and seen != before.mark:
        words = _("Somebody else changed this while you were writing. Save again to put yours in its place.")
        raise Conflict(words, code="changed_meanwhile")
    objective.save()
    audit(actor, "objective.changed", service, before=str(before), objective=str(promise))
    return objective


@transaction.atomic
def retire_objective(actor: Actor, objective: Objective) -> Objective:
    """No longer measured; it can be revived."""
    service, objective = _locked(actor, objective)
    if objective.retired_at is None:
        objective.retired_at = clock.now()
        objective.save(update_fields=["retired_at"])
        audit(actor, "objective.retired", service, objective=str(Promise.of(objective)))
    return objective


@transaction.atomic
def revive_objective(actor: Actor, objective: Objective) -> Objective:
    service, objective = _locked(actor, objective)
    if objective.retired_at:
        objective.retired_at = None
        objective.save(update_fields=["retired_at"])
        audit(actor, "objective.revived", service, objective=str(Promise.of(objective)))
    return objective


def _locked(actor: Actor, objective: Objective) -> tuple[Service, Objective]:
    service = lock(actor, Verb.SERVICE_UPDATE, objective.service)
    fresh = service.objectives.filter(pk=objective.pk).first()
    if fresh is None:
        raise NotFound(_("This objective was removed by somebody else."))
    return service, fresh


def _give(objective: Objective, promise: Promise) -> Promise:
    """Put it on the objective, cleaned, or Invalid."""
    name = " ".join(clean_text(promise.name).split())
    if not name:
        raise Invalid({"name": _("Give it a name, such as Availability.")})
    if len(name) > NAME_LENGTH:
        raise Invalid({"name": _("Use at most %(most)s characters.") % {"most": NAME_LENGTH}})
    others = Objective.objects.filter(service=objective.service_id).exclude(pk=objective.pk)
    if others.filter(name__iexact=name).exists():
        raise Invalid({"name": _("The service has an objective of this name already.")})
    target = clean_amount(promise.target, field="target", places=4, most=Decimal(100))
    if target is None or not 0 < target < 100:
        raise Invalid({"target": _("Give a target above 0 and below 100 percent, such as 99.9.")})
    if not 1 <= promise.window_days <= MOST_DAYS:
        raise Invalid({"window_days": _("Give the window 1 to %(most)s days.") % {"most": MOST_DAYS}})
    if promise.kind not in ObjectiveKind.values:
        raise Invalid({"kind": _("Choose one of the list.")})
    objective.name, objective.target, objective.kind = name, target, promise.kind
    objective.window_days = promise.window_days
    return Promise.of(objective)
