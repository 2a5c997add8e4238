"""One incident in Chinese, with the draft of its report as Afterword writes it."""

from datetime import datetime, timedelta

from afterword.core import clock
from afterword.incidents.actions.add_note import add_note
from afterword.incidents.actions.declare import ImpactDraft, Times, declare
from afterword.incidents.actions.describe import set_root_cause, set_summary
from afterword.incidents.actions.post_update import post_update
from afterword.incidents.actions.resolve import Ending, resolve
from afterword.incidents.models import Incident
from afterword.postmortems.actions.start import start
from afterword.transfer.demo.cast import Cast
from afterword.transfer.demo.stage import clock_of, is_told, key_of, service, severity

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
    with clock.at(began + timedelta(minutes=75)):
        set_summary(cast.ada, incident, SUMMARY)
        set_root_cause(cast.ada, incident, CAUSE)
        start(cast.ada, [incident], language="zh-hans", zone=ZONE)


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
