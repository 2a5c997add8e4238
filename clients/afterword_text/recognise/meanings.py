"""Which words stand for which of our sections, times and facts, in English and Chinese."""

import re

# In this order: "lessons learned" is no "what happened", and a root cause analysis is more than an analysis.
_SECTIONS = (
    ("timeline", r"time ?line|chronology|key events|时间线|时间轴|处理过程|经过"),
    ("actions", (r"\bactions?\b|follow.?ups?\b|next steps|to.?dos?\b|improvements?|preventi(?:on|ve)"
                r"|short.?term|medium.?term|long.?term|改进|行动项|后续|措施|待办|整改")),
    ("lessons", r"lessons?|what went|what didn.?t|lucky|learned|takeaways?|经验|教训|反思|总结与"),
    ("root-cause", r"root.?cause|causes?\b|contributing|trigger|why (?:it|did)|leadup|five whys|根因|根本原因|原因"),
    ("impact", r"impacts?\b|affected|影响|损失"),
    ("detection", r"detection|identified|how we (?:found|noticed)|发现|检测"),
    ("resolution", r"resolution|recovery|remediation|mitigation|fix\b|解决|恢复|处置"),
    ("references", r"references?|links|appendix|sources|supporting|related|参考|附录|相关"),
    ("responders", r"responders?|attendees?|participants|involved|people|参与|人员"),
    ("metrics", r"\bstats\b|metrics|指标|数据"),
    ("summary", r"summary|overview|abstract|tl;?dr|what happened|background|conclusion|概要|摘要|概述|总结|背景"),
)  # fmt: skip
_COMPILED = tuple((name, re.compile(words, re.IGNORECASE)) for name, words in _SECTIONS)
_TIMES = (
    ("started", (r"(?:incident |outage |impact )?(?:start(?:ed|s)?(?: (?:time|date|at))?|began|begin)"
                r"|开始(?:时间)?|发生时间")),
    ("detected", r"(?:first |time )?detected(?: at)?|noticed|detection time|发现(?:时间)?"),
    ("declared", r"(?:incident )?declared(?: at)?|宣布(?:时间)?"),
    ("acknowledged", r"acknowledged(?: at)?|响应(?:时间)?|确认(?:时间)?"),
    ("mitigated", r"mitigated(?: at)?|repaired|缓解(?:时间)?"),
    ("resolved", (r"(?:incident |outage )?(?:resolved(?: at)?|end(?:ed|s)?(?: (?:time|date|at))?|closed)"
                 r"|恢复(?:时间)?|解决(?:时间)?|结束(?:时间)?")),
)  # fmt: skip
_TIME_LABELS = tuple((name, re.compile(words, re.IGNORECASE)) for name, words in _TIMES)
_TOLD = (
    ("started", (r"\b(?:outage|incident|impact) (?:starts|started|begins|began)\b"
                r"|\bstart of (?:the )?(?:incident|outage)|故障开始|影响开始")),
    ("declared", r"\bincident (?:is |was )?(?:formally )?declared\b"),
    ("resolved", (r"\b(?:outage|incident|issue) (?:is |was |has been )?(?:resolved|over)\b"
                 r"|\bend of (?:the )?(?:incident|outage)|故障恢复|故障解除")),
)  # fmt: skip
_TOLD_TIMES = tuple((name, re.compile(words, re.IGNORECASE)) for name, words in _TOLD)
FACTS = {
    "title": ("title", "name", "标题"),
    "severity": ("severity", "sev", "level", "级别", "严重程度", "严重级别", "故障等级"),
    "status": ("status", "state", "状态"),
    "services": ("services", "service", "affected services", "components", "systems", "affected",
                 "服务", "受影响服务", "影响服务"),
    "authors": ("authors", "author", "owner", "created by", "written by", "lead", "作者", "负责人", "撰写人"),
    "zone": ("timezone", "time zone", "时区"),
    "day": ("date", "day", "incident date", "日期", "时间"),
}  # fmt: skip
_BY_LABEL = {label: fact for fact, labels in FACTS.items() for label in labels}
KNOWN_FIELDS = frozenset(("tags", "weight", "layout", "type", "language", "version", "url", "id"))  # of other tools


def section_for(title: str) -> str:
    """The id of the section of ours that this heading stands for, or nothing."""
    return next((name for name, words in _COMPILED if words.search(title)), "")


def time_called(label: str) -> str:
    """Which of the six times the label names."""
    return next((name for name, words in _TIME_LABELS if words.fullmatch(label.strip())), "")


def time_told(words: str) -> str:
    """Which of the six times a line of a timeline states in so many words."""
    return next((name for name, said in _TOLD_TIMES if said.search(words)), "")


def fact_called(label: str) -> str:
    return _BY_LABEL.get(label.strip().lower().replace("_", " "), "")
