"""Which blocks tell what a heading from elsewhere asks for, in English and Chinese."""

import re

from afterword_text.live_blocks import Params

# The first that fits counts: “summary of impact” asks for the impact.
_MEANINGS: tuple[tuple[str, str, Params], ...] = (
    (r"executive summary|管理层摘要|执行摘要", "executive-summary", {}),
    (r"\bstats?\b|key metrics|incident timing|关键指标|关键数据", "key-metrics", {}),
    (r"monitoring improvement|new monitor|监控改进", "followups", {"kind": "monitor"}),
    (r"process (?:improvement|change)|流程改进", "followups", {"kind": "process"}),
    (r"technical (?:improvement|change)|技术改进", "followups", {"kind": "technical"}),
    (r"runbook update|运行手册更新", "followups", {"kind": "runbook"}),
    (r"immediate|this week|本周|立即", "followups", {"horizon": "week"}),
    (r"short.?term|this month|本月|短期", "followups", {"horizon": "month"}),
    (r"long.?term|this quarter|本季|长期", "followups", {"horizon": "quarter"}),
    (r"action items?|follow.?ups?|corrective|next steps|recommendations|to.?dos?$|行动项|改进措施|后续|整改|待办",
     "followups", {}),
    (r"^detection phase|检测阶段|发现阶段", "timeline", {"phase": "detection"}),
    (r"^investigation phase|调查阶段|排查阶段", "timeline", {"phase": "investigation"}),
    (r"^mitigation phase|缓解阶段|处置阶段", "timeline", {"phase": "mitigation"}),
    (r"^post.?incident phase|事后阶段", "timeline", {"phase": "post_incident"}),
    (r"time ?line|chain of events|chronology|时间线|时间轴|处理过程|事件经过", "timeline", {}),
    (r"technical factors?|技术因素", "factors", {"side": "technical"}),
    (r"process (?:factors?|breakdown)|流程因素", "factors", {"side": "process"}),
    (r"human factors?|人员因素|人为因素", "factors", {"side": "human"}),
    (r"contributing|促成因素|诱因", "factors", {}),
    (r"(?:5|five) whys?|五个为什么|5 ?个为什么", "five-whys", {}),
    (r"problem statement|问题陈述|问题描述", "problem", {}),
    (r"root.?causes?|caused?\b|causes\b|根因|根本原因|原因分析|^原因$", "root-cause", {}),
    (r"(?:end )?users? impact|affected users|用户影响|受影响用户", "impact", {"part": "users"}),
    (r"customer impact|客户影响", "impact", {"part": "customers"}),
    (r"(?:business|revenue) impact|业务影响|收入影响", "impact", {"part": "revenue"}),
    (r"slo impact|slo 影响", "impact", {"part": "slo"}),
    (r"(?:operational|productivity) impact|运维影响|运营影响", "impact", {"part": "operations"}),
    (r"\bimpact\b|影响", "impact", {}),
    (r"resolution|^recovery|remediation|^mitigation|解决|恢复|处置", "resolution", {}),
    (r"^detection$|^发现$|^检测$", "effectiveness", {}),
    (r"internal (?:communication|e-?mail|message)|内部沟通", "communication", {"audience": "inside"}),
    (r"external (?:communication|message)|status page|外部沟通|对外沟通", "communication", {"audience": "outside"}),
    (r"communication log|^messaging$|^communication$|沟通记录", "communication", {}),
    (r"responders?|attendees|people involved|参与人员|响应人员", "responders", {}),
    (r"similar|related incidents|相似事件|类似事件|相关事件", "similar", {}),
    (r"approvals?|sign.?off|审批|批准", "approvals", {}),
    (r"references|supporting (?:doc|info)|^links$|appendix|参考|附录", "references", {}),
    (r"severity|严重级别|严重程度|故障等级", "severity", {}),
    (r"affected services|受影响服务", "services", {}),
    (r"^(?:report )?status$|报告状态", "status", {}),
    (r"metadata|^date$|^authors?$|基本信息|元数据", "metadata", {}),
    (r"summary|what happened|outage description|概述|概要|摘要|总结", "summary", {}),
    (r"overview|^incident details|概览", "overview", {}),
)  # fmt: skip
_COMPILED = tuple((re.compile(words, re.IGNORECASE), kind, params) for words, kind, params in _MEANINGS)


def block_for(title: str) -> tuple[str, Params] | None:
    """What fills this section by itself, if anything does."""
    return next(((kind, params) for words, kind, params in _COMPILED if words.search(title)), None)
