"""One incident in Chinese, with the draft of its report as Afterword writes it."""

from datetime import datetime, timedelta
from decimal import Decimal

from afterword.core import clock
from afterword.followups.actions.add_followup import add_followup
from afterword.followups.draft import FollowUpDraft
from afterword.followups.models import FollowUpKind, Horizon
from afterword.incidents.actions.add_note import add_note
from afterword.incidents.actions.communications import Told, log_communication
from afterword.incidents.actions.declare import ImpactDraft, Times, declare
from afterword.incidents.actions.describe import set_root_cause, set_summary
from afterword.incidents.actions.impacts import ImpactFigures
from afterword.incidents.actions.milestones import mark_milestone
from afterword.incidents.actions.post_update import post_update
from afterword.incidents.actions.resolve import Ending, resolve
from afterword.incidents.actions.set_fields import set_fields
from afterword.incidents.models import Audience, Channel, Experience, Field, Incident, MilestoneKind
from afterword.postmortems.actions.start import start
from afterword.transfer.demo.cast import Cast
from afterword.transfer.demo.stage import clock_of, count, is_told, key_of, service, severity

STORY = "order-callbacks"
ZONE = "Asia/Shanghai"

SUMMARY = """\
消息队列的一个分区写满后，支付回调不能及时处理，部分订单付款后仍显示“待支付”。扩容并重放积压的回调后恢复正常，没有重复扣款。"""

CAUSE = """\
回调按商户编号分区。一个大商户开始促销后，它所在的分区写满，同一分区里其他商户的回调也被挡住。分区容量的告警只看平均值，所以没有触发。"""


def tell(cast: Cast) -> None:
    """Tell the story unless it is here already; it happened three days ago in the afternoon."""
    if is_told(STORY):
        return
    began = clock_of(clock.now() - timedelta(days=3), 15, 20, ZONE)
    incident = _work(cast, began)
    with clock.at(began + timedelta(minutes=70)):
        set_summary(cast.ada, incident, SUMMARY)
        set_root_cause(cast.ada, incident, CAUSE)
        _say_what_is_known(cast, incident)
        for draft in _agreed(cast):
            add_followup(cast.ada, incident, draft)
    with clock.at(began + timedelta(minutes=75)):
        start(cast.ada, [incident], language="zh-hans", zone=ZONE)


MILESTONES: tuple[tuple[str, int, dict[str, str]], ...] = (
    (
        MilestoneKind.DISCOVERY,
        16,
        {"finding": "只有一个分区积压，其余分区正常", "evidence": "各分区的消费延迟", "data_source": "消息队列监控"},
    ),
    (
        MilestoneKind.CAUSE_FOUND,
        24,
        {"root_cause": "同一分区里一个大商户的促销流量写满了分区", "confirmation": "积压的回调九成来自这个商户"},
    ),
    (
        MilestoneKind.DEPLOYED,
        31,
        {"action": "为积压的分区扩容，并重放积压的回调", "method": "调整分区配置", "responsible": "平台团队"},
    ),
    (MilestoneKind.RECOVERED, 48, {"status": "积压清空，订单状态正常", "validation": "已核对账目，没有重复扣款"}),
)


def _say_what_is_known(cast: Cast, incident: Incident) -> None:
    """Figures, detection, milestones and what customers were told: what a report writes itself from."""
    figures = ImpactFigures(experience=Experience.objects.get(name="Degraded"), users_percent=Decimal(8))
    count(cast.ada, incident.impacts.get(), figures)
    set_fields(cast.ada, incident, {Field.objects.get(key="detection_method"): "User report"})
    for kind, minutes, details in MILESTONES:
        at = incident.started_at + timedelta(minutes=minutes)
        mark_milestone(cast.bo, incident, kind, occurred_at=at, details=details)
    words = "部分订单付款后状态更新延迟，款项安全，我们正在处理。"
    at = incident.started_at + timedelta(minutes=18)
    told = Told(words, Audience.OUTSIDE, Channel.STATUS_PAGE, to_whom="用户", told_at=at)
    log_communication(cast.di, incident, told)


def _agreed(cast: Cast) -> tuple[FollowUpDraft, ...]:
    return (
        FollowUpDraft(
            "按每个分区的积压告警，不再只看平均值",
            kind=FollowUpKind.MONITOR,
            horizon=Horizon.WEEK,
            owner=cast.bo.user,
            details={"purpose": "两分钟内发现单个分区积压。", "threshold": "任一分区延迟超过 60 秒"},
        ),
        FollowUpDraft(
            "回调改为按订单编号分区，让大商户不再挤占别人的容量",
            kind=FollowUpKind.TECHNICAL,
            horizon=Horizon.MONTH,
            owner=cast.ada.user,
            details={"current_state": "按商户编号分区。", "target_state": "按订单编号分区，流量平均。"},
        ),
    )


def _work(cast: Cast, began: datetime) -> Incident:
    with clock.at(began + timedelta(minutes=7)):
        incident = declare(
            cast.ada,
            title="支付回调延迟，部分订单付款后仍显示“待支付”",
            severity=severity(2),
            services=[service("订单", cast.platform), service("支付", cast.platform)],
            teams=[cast.platform],
            impact=ImpactDraft("约 8% 的订单付款后状态没有更新", began),
            times=Times(started_at=began, detected_at=began + timedelta(minutes=5)),
            zone=ZONE,
            is_demo=True,
            source_key=key_of(STORY),
        )
    with clock.at(began + timedelta(minutes=9)):
        add_note(cast.cy, incident, "客服收到多位用户反馈：已扣款，但订单仍是“待支付”。", is_important=True)
    with clock.at(began + timedelta(minutes=16)):
        add_note(cast.bo, incident, "回调队列中只有一个分区积压，其余分区正常。", is_important=True)
        post_update(cast.ada, incident, "部分订单状态更新延迟，款项安全。正在为积压的分区扩容，预计半小时内恢复。")
    with clock.at(began + timedelta(minutes=31)):
        add_note(cast.bo, incident, "扩容完成，开始重放积压的回调。", is_important=True)
    with clock.at(began + timedelta(minutes=48)):
        post_update(cast.ada, incident, "积压的回调已全部处理，订单状态恢复正常。已核对账目，没有重复扣款。")
        resolve(cast.ada, incident, Ending())
    return incident
