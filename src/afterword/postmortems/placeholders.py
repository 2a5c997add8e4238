"""Placeholders of templates such as {{SERVICE}} or {{INCIDENT_START_MINUS_1H}}, replaced by what is known.

In text they are told as people read them; in code, times are ISO 8601 in UTC, for queries. What is not known yet says
so in text and stays a placeholder in code. Names that nobody knows stay as they are.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.utils.translation import gettext as _

from afterword.incidents.models import MilestoneKind
from afterword.postmortems.facts import Facts
from afterword.postmortems.phrases import clock_time, day, listed, stamp, zone_name
from afterword_text.tree import Node, Tree, children, mark, text, walk, words_of

PLACEHOLDER = re.compile(r"\{\{\s*([A-Z][A-Z0-9_]*)\s*\}\}")
_RELATIVE = re.compile(r"INCIDENT_(START|END)(?:_(MINUS|PLUS)_(\d{1,4})(M|H|D))?")
_UNITS = {"M": "minutes", "H": "hours", "D": "days"}
TIME = "TIME"


@dataclass(frozen=True)
class _Source:
    """What a placeholder stands for; `in_text` and `in_code` answer "" where nothing is known."""

    in_text: Callable[[Facts, str], str]
    in_code: Callable[[Facts, str], str]


def _same(tell: Callable[[Facts, str], str]) -> _Source:
    return _Source(tell, tell)


_NAMED: dict[str, _Source] = {
    "INCIDENT_ID": _same(lambda facts, _author: listed(each.incident.reference for each in facts.incidents)),
    "TITLE": _same(lambda facts, _author: facts.first.incident.title),
    "DATE": _Source(
        lambda facts, _author: day(facts.started_at, facts.zone),
        lambda facts, _author: facts.started_at.astimezone(facts.zone).date().isoformat(),
    ),
    "AUTHOR": _same(lambda _facts, author: author),
    "SEVERITY": _same(lambda facts, _author: facts.worst.label),
    "SERVICES": _same(lambda facts, _author: listed(each.name for each in facts.service_rows)),
    "SERVICE": _same(lambda facts, _author: next((each.name for each in facts.service_rows), "")),
    "REVIEWERS": _same(lambda _facts, _author: ""),
}


def is_known(name: str) -> bool:
    return name in _NAMED or name == TIME or _RELATIVE.fullmatch(name) is not None


def placeholder_names() -> list[str]:
    """What a template may use, as it is written there, with two examples of times around the incident."""
    times = ("INCIDENT_START", "INCIDENT_END", "INCIDENT_START_MINUS_1H", "INCIDENT_END_PLUS_30M")
    return [f"{{{{{name}}}}}" for name in (*_NAMED, *times)]


def unknown_in(tree: Tree) -> list[str]:
    """Names that look like placeholders and are none, each once, in order."""
    said = " ".join(each.get("text", "") for each in walk(tree))
    return [name for name in dict.fromkeys(PLACEHOLDER.findall(said)) if not is_known(name)]


def filled(top: Node, facts: Facts, author: str = "") -> Node:
    """The node and all below it with what is known in the places of placeholders. Facts need an incident."""
    if not PLACEHOLDER.search(words_of(top)):
        return top
    is_code = top["type"] == "codeBlock"
    around = words_of(top)
    content: list[Node] = []
    for each in children(top):
        if "text" not in each:
            content.append(filled(each, facts, author))
        elif is_code or any(worn["type"] == "code" for worn in each.get("marks", [])):
            content.append({**each, "text": PLACEHOLDER.sub(lambda one: _coded(one, facts, author), each["text"])})
        else:
            content += _said(each, facts, author, around)
    return {**top, "content": content}


def _coded(found: re.Match[str], facts: Facts, author: str) -> str:
    name = found[1]
    if relative := _RELATIVE.fullmatch(name):
        moment = _moment(facts, relative)
        return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if moment else found[0]
    return (_NAMED[name].in_code(facts, author) if name in _NAMED else "") or found[0]


def _said(each: Node, facts: Facts, author: str, around: str) -> list[Node]:
    said: list[Node] = []
    reached = 0
    for found in PLACEHOLDER.finditer(each["text"]):
        said.append({**each, "text": each["text"][reached : found.start()]})
        reached = found.end()
        said.append(_told(each, found, facts, author, around))
    said.append({**each, "text": each["text"][reached:]})
    return [one for one in said if one["text"]]


def _told(each: Node, found: re.Match[str], facts: Facts, author: str, around: str) -> Node:
    name = found[1]
    if not is_known(name):
        return {**each, "text": found[0]}
    if relative := _RELATIVE.fullmatch(name):
        moment = _moment(facts, relative)
        words = stamp(moment, facts.zone) if moment else ""
    else:
        words = _time_of(facts, around) if name == TIME else _NAMED[name].in_text(facts, author)
    if words:
        return {**each, "text": words}
    marks = [worn for worn in each.get("marks", []) if worn["type"] != "claim"]
    return text(_("not recorded"), *marks, mark("claim", state="unknown"))


def _moment(facts: Facts, found: re.Match[str]) -> datetime | None:
    moment = facts.started_at if found[1] == "START" else facts.ended_at
    if moment is None or not found[2]:
        return moment
    span = timedelta(**{_UNITS[found[4]]: int(found[3])})
    try:
        return moment - span if found[2] == "MINUS" else moment + span
    except OverflowError:
        return None


# What a line of a template calls each step, so that {{TIME}} before it can be told.
_STEPS = (
    (MilestoneKind.STARTED, "started_at", r"incident start|impact start|事件开始|影响开始"),
    (MilestoneKind.ACKNOWLEDGED, "acknowledged_at", r"acknowledg|确认告警|已响应|认领"),
    (MilestoneKind.INVESTIGATING, "", r"investigation begins|开始调查"),
    (MilestoneKind.ESCALATED, "", r"escalat|升级"),
    (MilestoneKind.DISCOVERY, "", r"key discovery|关键发现"),
    (MilestoneKind.CAUSE_FOUND, "", r"root cause identified|确定根因|找到原因"),
    (MilestoneKind.PLANNED, "", r"mitigation plan|缓解方案"),
    (MilestoneKind.DEPLOYED, "mitigated_at", r"mitigation deployed|fix applied|实施缓解|部署修复"),
    (MilestoneKind.PARTLY_RECOVERED, "", r"partial recovery|部分恢复"),
    (MilestoneKind.RECOVERED, "", r"full recovery|完全恢复"),
    (MilestoneKind.DECLARED_RESOLVED, "resolved_at", r"declared resolved|incident closed|宣布解决|事件关闭"),
    (MilestoneKind.MONITORING, "", r"\bmonitoring\b|持续观察"),
    (MilestoneKind.DETECTED, "detected_at", r"detect|alert triggered|发现|检测"),
)


def _time_of(facts: Facts, around: str) -> str:
    for kind, name, words in _STEPS:
        if re.search(words, around, re.IGNORECASE):
            milestone = facts.first.milestone(kind)
            moment = milestone.occurred_at if milestone else getattr(facts.first.incident, name) if name else None
            return f"{clock_time(moment, facts.zone)} {zone_name(moment, facts.zone)}" if moment else ""
    return ""
