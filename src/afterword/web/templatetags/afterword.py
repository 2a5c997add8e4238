"""Tags and filters that every template has without loading them. `docs/developer/frontend.md` shows each."""

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import Decimal
from functools import lru_cache
from html import escape
from typing import Any, Protocol

from django import template
from django.forms import BoundField
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from afterword.core import clock
from afterword.web import formats
from afterword.web.assets import asset_url
from afterword.web.editor_words import editor_words
from afterword.web.markdown import shown, shown_with_names
from afterword.web.words import script_words

register = template.Library()
AVATAR_TINTS = 6
# Django's name of a widget -> how we arrange it -> the class it wears.
KINDS = {
    "checkbox": "check",
    "radioselect": "choice",
    "checkboxselectmultiple": "choice",
    "select": "select",
    "experienceselect": "select",
    "selectmultiple": "select",
    "hidden": "hidden",
    "multiplehidden": "hidden",
}
LOOKS = {"check": "form-check-input", "choice": "", "select": "form-select", "hidden": "", "text": "form-control"}

LINK_ICONS = {
    "chat": "chat",
    "call": "phone",
    "document": "file",
    "dashboard": "chart",
    "notebook": "book",
    "runbook": "runbook",
    "ticket": "ticket",
}


class SeverityLike(Protocol):
    @property
    def token(self) -> str: ...
    @property
    def label(self) -> str: ...


class CommentLike(Protocol):
    text: str

    @property
    def named(self) -> list[str]: ...


class StatusLike(Protocol):
    @property
    def category(self) -> str: ...
    @property
    def label(self) -> str: ...


@register.simple_tag
def asset(name: str) -> str:
    """The address of a built file: `{% asset "app.css" %}`."""
    return asset_url(name)


@register.simple_tag
@lru_cache(maxsize=500, typed=True)  # typed: what is marked safe and what is not are different texts
def icon(name: str, label: str = "") -> SafeString:
    """`{% icon "flag" %}` beside a word, `{% icon "flag" _("Important") %}` where it stands alone."""
    href = f"{asset_url('icons.svg')}#{name}"
    if label:
        return format_html('<svg class="icon" role="img" aria-label="{}"><use href="{}"/></svg>', label, href)
    return format_html('<svg class="icon" aria-hidden="true"><use href="{}"/></svg>', href)


@register.simple_tag
def severity(of: SeverityLike) -> SafeString:
    """Badge of a severity: shape, word and color. Takes anything with `token` and `label`."""
    return _severity_badge(of.token, str(of.label))


@lru_cache(maxsize=100, typed=True)
def _severity_badge(token: str, label: str) -> SafeString:
    return format_html('<span class="sev" data-token="{}">{}{}</span>', token, icon(token), label)


@register.simple_tag
def status(of: StatusLike) -> SafeString:
    """Badge of a status by its category. Takes anything with `category` and `label`."""
    return _status_badge(of.category, str(of.label))


@lru_cache(maxsize=100, typed=True)
def _status_badge(category: str, label: str) -> SafeString:
    shape = icon(f"status-{category}")
    return format_html('<span class="status" data-category="{}">{}{}</span>', category, shape, label)


@register.simple_tag
def when(moment: datetime | None, style: str = "short", *, focus: bool = False) -> SafeString:
    """A moment with its zone named; the full stamp shows on hover, and on focus of the time or of the link
    around it. Styles: short, clock, relative. `focus=True` makes the time itself a stop of the Tab key."""
    if moment is None:
        return mark_safe("")
    now = clock.now()
    stamp = format_html(
        '<time datetime="{}" title="{}"{}>{}</time>',
        moment.isoformat(timespec="seconds"),
        formats.full_stamp(moment),
        mark_safe(' tabindex="0"' if focus else ""),
        _text_of(moment, now, style),
    )
    if style != "relative":
        return stamp
    return format_html('<ticking-time mode="ago">{}</ticking-time>', stamp)


def _text_of(moment: datetime, now: datetime, style: str) -> str:
    if style == "relative":
        return formats.ago(moment, now)
    return formats.clock_moment(moment) if style == "clock" else formats.short_moment(moment, now)


@register.simple_tag
def duration(seconds: float | None) -> SafeString:
    """A length of time in words: 1 h 12 min."""
    if seconds is None:
        return mark_safe("")
    return format_html('<span class="duration">{}</span>', formats.duration(seconds))


@register.simple_tag
def running(since: datetime | None, until: datetime | None = None) -> SafeString:
    """How long something lasted; while it has no end, the text counts on in the browser."""
    if since is None:
        return mark_safe("")
    seconds = ((until or clock.now()) - since).total_seconds()
    if until is not None:
        return duration(seconds)
    stamp = format_html(
        '<time class="duration" datetime="{}">{}</time>',
        since.isoformat(timespec="seconds"),
        formats.duration(seconds),
    )
    return format_html('<ticking-time mode="running">{}</ticking-time>', stamp)


@register.filter
def number(value: Decimal | float) -> str:
    """`{{ impact.users_affected|number }}`: 12,400."""
    return formats.number(value)


@register.filter
def people(count: int) -> str:
    """`{{ told.people_count|people }}`: 12,400 people."""
    return formats.people(count)


@register.filter
def day(moment: datetime) -> str:
    """The heading of the day a moment falls on: `{% ifchanged entry.occurred_at|day %}`."""
    return formats.day_of(moment, clock.now())


@register.filter
def markdown(text: str) -> SafeString:
    """What people wrote, as safe HTML: `{{ incident.summary|markdown }}`."""
    return shown(text)


@register.filter
def comment_text(comment: CommentLike) -> SafeString:
    """What somebody said about a report, with the names of those it told made plain."""
    return shown_with_names(comment.text, comment.named)


@register.simple_tag
def avatar(name: object, size: str = "") -> SafeString:
    """A person's initials on a tint that stays theirs. Sizes: "" (24 px), "sm" (20 px), "lg" (36 px)."""
    text = str(name).strip()
    tint = sum(text.encode()) % AVATAR_TINTS
    return format_html(
        '<span class="avatar {}" data-tint="{}" aria-hidden="true">{}</span>', size, tint, initials(text)
    )


@register.filter
def link_icon(kind: str) -> str:
    """The icon of what an address leads to: `{% icon link.kind|link_icon %}`."""
    return LINK_ICONS.get(kind, "link")


@register.filter
def initials(name: object) -> str:
    """Up to two letters: first and last word; one character of a name written without spaces in CJK."""
    parts = [part for part in str(name).replace("@", " ").split() if part]
    if not parts:
        return "?"
    if not parts[0].isascii():
        return parts[0][:1]
    return (parts[0][:1] + (parts[-1][:1] if len(parts) > 1 else "")).upper()


@register.inclusion_tag("components/field.html")
def field(bound: BoundField, **options: Any) -> Mapping[str, Any]:
    """A form field whole: label, control, help and errors, tied together for screen readers.
    Options: `class`, `rows`, `placeholder`, `autofocus`, any other attribute of the control."""
    attributes = {name.replace("_", "-"): value for name, value in options.items() if value not in (None, False, "")}
    attributes |= _focus(bound)
    return {"field": bound, "control": bound.as_widget(attrs=_with_look(bound, attributes)), "kind": kind_of(bound)}


def _focus(bound: BoundField) -> dict[str, bool]:
    """After errors one goes on at the first of them, wherever the form begins else."""
    first = next((name for name in bound.form.fields if name in bound.form.errors), None)
    return {"autofocus": first == bound.name} if first else {}


def _with_look(bound: BoundField, attributes: dict[str, Any]) -> dict[str, Any]:
    own = (LOOKS[kind_of(bound)], bound.field.widget.attrs.get("class", ""), attributes.get("class", ""))
    classes = " ".join(filter(None, own))
    return {**attributes, "class": classes} if classes else attributes


def kind_of(bound: BoundField) -> str:
    """Which arrangement a control needs: check (box before its label), choice (a group), select, hidden or text."""
    return KINDS.get(bound.widget_type, "text")


@register.simple_tag
def options(choices: Iterable[tuple[str, str, bool]]) -> SafeString:
    """The options of a select: value, text, whether it is chosen. Much faster than a loop in the template, and
    lists of people are long."""
    return mark_safe(
        "".join(
            f'<option value="{escape(value)}"{" selected" if is_chosen else ""}>{escape(text)}</option>'
            for value, text, is_chosen in choices
        )
    )


@register.simple_tag(name="editor_words")
def words_of_the_editor() -> str:
    """What the editor says, for the page that has one."""
    return json.dumps(editor_words(), ensure_ascii=False, separators=(",", ":"))


@register.simple_tag
def words() -> str:
    """What the scripts say, for the head of the page."""
    return json.dumps(script_words(), ensure_ascii=False, separators=(",", ":"))
