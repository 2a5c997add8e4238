"""Budgets as people read them."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from afterword.incidents.budgets import Budget
from afterword.incidents.downtime import ObjectiveBudget
from afterword.web.formats import duration, number, percent


@dataclass(frozen=True)
class ShownBudget:
    """One objective: what was promised, how much is used, and the same in words."""

    service: str
    service_href: str
    promise: str
    availability: str
    used: int  # percent, for the bar
    state: str
    words: str
    verdict: str
    hint: str
    objective_id: str


def shown_budgets(budgets: Iterable[ObjectiveBudget], *, is_running: bool = False) -> list[ShownBudget]:
    return [_shown(each, _words_now(each.budget), is_running=is_running) for each in budgets]


def budgets_of_one(budgets: Iterable[ObjectiveBudget], *, is_running: bool) -> list[ShownBudget]:
    """What one incident did to the budgets that it touched."""
    return [
        _shown(each, _words_of_one(each.budget, is_running=is_running), is_running=is_running)
        for each in budgets
        if each.budget.own_seconds
    ]


def _shown(each: ObjectiveBudget, words: str, *, is_running: bool) -> ShownBudget:
    budget, objective = each.budget, each.objective
    promise = _("%(kind)s %(target)s over %(days)s days") % {
        "kind": objective.kind.upper(),
        "target": percent(objective.target),
        "days": number(objective.window_days),
    }
    hint = _(
        "Budget = (100 %% − target) × window = %(budget)s. Used: the time in which at least one impact that counts as "
        "downtime hit the service. Incidents that you can't see, tests and false alarms are left out."
    )
    return ShownBudget(
        service=each.service.label,
        service_href=each.service.url,
        promise=f"{objective.name} · {promise}" if objective.name else promise,
        availability=_availability(budget),
        used=min(100, round(budget.consumed)),
        state=budget.state,
        words=words,
        verdict=_verdict(budget, is_running=is_running),
        hint=hint % {"budget": duration(budget.seconds)},
        objective_id=str(objective.pk),
    )


def _availability(budget: Budget) -> str:
    """Rounded down, so that what was missed never reads like what was promised."""
    return percent(int(budget.availability * 1000) / 1000, 3)


def _words_now(budget: Budget) -> str:
    words = _("%(used)s of %(budget)s used (%(share)s), %(left)s left (%(rest)s).")
    return words % {
        "used": duration(budget.downtime_seconds),
        "budget": duration(budget.seconds),
        "share": _share(budget.consumed),
        "left": duration(budget.left_seconds),
        "rest": _share(budget.left),
    }


def _words_of_one(budget: Budget, *, is_running: bool) -> str:
    words = _("This incident used %(own)s (%(share)s) of %(budget)s. At its end %(left)s (%(rest)s) was left.")
    if is_running:
        words = _("This incident has used %(own)s (%(share)s) of %(budget)s so far. %(left)s (%(rest)s) is left.")
    return words % {
        "own": duration(budget.own_seconds),
        "share": _share(budget.own),
        "budget": duration(budget.seconds),
        "left": duration(budget.left_seconds),
        "rest": _share(budget.left),
    }


def _verdict(budget: Budget, *, is_running: bool) -> str:
    if budget.state != "exhausted":
        return ""
    over = duration(budget.over_seconds)
    return (_("Used up: %(time)s over, and counting.") if is_running else _("Used up: %(time)s over.")) % {"time": over}


def _share(value: float) -> str:
    """Small shares to one decimal, large ones whole."""
    return percent(value, 1 if value < 10 else 0)
