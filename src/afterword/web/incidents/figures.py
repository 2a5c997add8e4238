"""Impact in figures, as people read it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, TypeAlias

from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from afterword.incidents.kinds import FactChange
from afterword.incidents.models import BusinessImpact, Impact
from afterword.web.formats import number, percent

Named: TypeAlias = "models.Field[Any, Any] | None"
_FIELDS: dict[str, Named] = {
    each.name: each
    for model in (Impact, BusinessImpact)
    for each in model._meta.fields
    if each.name not in ("id", "incident")
}
_MONEY = ("revenue_lost", "potential_loss")
_COUNTS = ("support_tickets", "complaints", "social_mentions", "escalations")


@dataclass(frozen=True)
class Line:
    """A figure with its name. `hint` explains it on hover and focus."""

    label: str
    value: str
    hint: str = ""


@dataclass(frozen=True)
class ShownImpact:
    impact: Impact
    figures: str


def shown_impacts(impacts: Iterable[Impact]) -> list[ShownImpact]:
    return [ShownImpact(each, figures_of(each)) for each in impacts]


def figures_of(impact: Impact) -> str:
    """What is known of one impact in one line; empty when it is nothing."""
    parts = [
        _users(impact),
        impact.experience.label if impact.experience else "",
        _requests(impact.failed_requests) if impact.failed_requests is not None else "",
        ", ".join(service.label for service in impact.services.all()),
    ]
    return pgettext("between two facts in a row", "; ").join(part for part in parts if part)


def _users(impact: Impact) -> str:
    count, share, where = impact.users_affected, impact.users_percent, impact.geography
    users = ""
    if count is not None:
        users = ngettext("%(count)s user", "%(count)s users", count) % {"count": number(count)}
        if share is not None:
            users = _("%(users)s (%(share)s)") % {"users": users, "share": percent(share)}
    elif share is not None:
        users = _("%(share)s of users") % {"share": percent(share)}
    if users and where:
        return _("%(users)s in %(where)s") % {"users": users, "where": where}
    return users or where


def _requests(count: int) -> str:
    return ngettext("%(count)s failed request", "%(count)s failed requests", count) % {"count": number(count)}


def together(impacts: Sequence[Impact]) -> list[Line]:
    """What several impacts come to: users and requests may be the same ones, so they are not simply added up."""
    names = {"users_affected": _("Users in all"), "failed_requests": _("Failed requests in all")}
    lines = []
    for name, label in names.items():
        known = [count for each in impacts if (count := getattr(each, name)) is not None]
        if len(known) > 1:
            least, most = max(known), sum(known)
            hint = _("At least the largest impact, at most all added up: several impacts may have hit the same ones.")
            words = _("%(least)s to %(most)s") % {"least": number(least), "most": number(most)}
            lines.append(Line(label, words if most > least else number(most), hint))
    return lines


def business_lines(kept: BusinessImpact) -> list[Line]:
    """What it cost, without what nobody knows."""
    lines = [Line(_name(name), _money(kept, name), kept.revenue_method if name == "revenue_lost" else "")
             for name in _MONEY if getattr(kept, name) is not None]  # fmt: skip
    for name in _COUNTS:
        count = getattr(kept, name)
        if count is not None:
            lines.append(Line(_name(name), number(count)))
    if kept.nps_change is not None:
        sign = "+" if kept.nps_change > 0 else ""
        lines.append(Line(_name("nps_change"), sign + number(kept.nps_change)))
    if kept.executives_involved is not None:
        lines.append(Line(_name("executives_involved"), _("yes") if kept.executives_involved else _("no")))
    if kept.engineering_hours is not None:
        lines.append(Line(_name("engineering_hours"), number(kept.engineering_hours), _("As people said.")))
    return lines


def _name(fact: str) -> str:
    if fact in ("experience", "services"):
        return _("Experience") if fact == "experience" else _("Services hit")
    field = _FIELDS.get(fact)
    return capfirst(str(field.verbose_name) if field else fact)


def _money(kept: BusinessImpact, name: str) -> str:
    amount: Decimal = getattr(kept, name)
    whole = amount == amount.to_integral_value()
    return f"{number(amount.to_integral_value()) if whole else f'{amount:,.2f}'} {kept.currency}"


def change_lines(facts: Iterable[FactChange]) -> list[str]:
    """Each figure that an entry says has become another."""
    return [_change(fact) for fact in facts]


def _change(fact: FactChange) -> str:
    field = _FIELDS.get(fact.fact)
    label = _name(fact.fact)
    before, after = (_said(value, field) for value in (fact.before, fact.after))
    if not before:
        return _("%(fact)s: %(after)s") % {"fact": label, "after": after}
    after = after or _("not known")
    return _("%(fact)s: %(before)s → %(after)s") % {"fact": label, "before": before, "after": after}


def _said(value: str, field: Named) -> str:
    if isinstance(field, models.BooleanField) and value:
        return _("yes") if value == "yes" else _("no")
    if isinstance(field, models.DecimalField | models.PositiveIntegerField | models.PositiveBigIntegerField) and value:
        return number(Decimal(value))
    return _short(value)


def _short(text: str) -> str:
    return f"{text[:199]}…" if len(text) > 200 else text
