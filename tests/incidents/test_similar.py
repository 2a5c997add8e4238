from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from afterword.core import clock
from afterword.incidents.similar import similar_open
from afterword.people.actor import Actor
from tests.world import a_resolved_incident, a_service, an_incident


@pytest.mark.parametrize(
    ("before", "now"),
    [
        ("Checkout is down", "checkout API returns 502s for EU customers"),
        ("Payments failing in Frankfurt", "Payment failures"),
        ("Login broken for SSO users", "Login page errors after the deploy"),
        ("Replica lag on orders", "Orders replication is behind"),
        ("Website is down", "Website down"),
        ("支付服务不可用", "用户支付失败"),
        ("华东机房网络中断", "华东机房大量超时"),
        ("订单数据库磁盘满", "数据库磁盘告警"),
        ("Kafka集群宕机", "kafka 消费延迟"),
    ],
)
def test_the_same_thing_in_other_words_is_pointed_out(before: str, now: str, ada: Actor) -> None:
    incident = an_incident(before)

    assert similar_open(ada, now) == [incident]


@pytest.mark.parametrize(
    ("before", "now"),
    [
        ("Checkout is down", "Search is down"),
        ("Checkout returns 500 errors", "Login returns 500 errors"),
        ("API latency is high for users", "High error rate"),
        ("The mail is late", "The export is wrong"),
        ("支付服务不可用", "登录服务不可用"),
        ("搜索接口大量超时", "用户无法访问报表接口超时"),
        ("Down", "Payments down"),
        ("Checkout is down", ""),
        ("Checkout is down", "is the of"),
        ("???", "???"),
    ],
)
def test_a_common_word_alone_raises_no_alarm(before: str, now: str, ada: Actor) -> None:
    an_incident(before)

    assert similar_open(ada, now) == []


def test_a_shared_service_makes_a_shared_symptom_enough(ada: Actor) -> None:
    checkout, search = a_service("Checkout"), a_service("Search")
    incident = an_incident("Buy button is slow", services=(checkout, search))

    assert similar_open(ada, "Slow carts", [checkout]) == [incident]
    assert similar_open(ada, "Slow carts", [a_service("Mail")]) == []
    assert similar_open(ada, "Carts lose items", [checkout]) == []


def test_the_likeliest_comes_first_and_few_are_shown(ada: Actor) -> None:
    partly = an_incident("Payments to France are refused by the bank")
    exactly = an_incident("Payments refused")

    assert similar_open(ada, "Payments refused") == [exactly, partly]
    assert similar_open(ada, "Payments refused", limit=1) == [exactly]


def test_a_word_that_many_open_incidents_share_says_little(ada: Actor) -> None:
    for place in ("Berlin", "Paris", "Rome", "Madrid"):
        an_incident(f"Store {place} offline")

    assert similar_open(ada, "Store Vienna offline") == []
    assert len(similar_open(ada, "Store Rome offline")) == 1


def test_what_is_over_a_test_or_private_is_not_shown(ada: Actor, bo: Actor, di: Actor) -> None:
    a_resolved_incident("Checkout is down", by=ada)
    an_incident("[TEST] Checkout is down")
    secret = an_incident("Checkout leaks data", commander=ada, is_private=True)

    assert similar_open(ada, "Checkout is down") == [secret]
    assert similar_open(bo, "Checkout is down") == similar_open(di, "Checkout is down") == []


def test_an_incident_declared_just_now_counts_at_once(ada: Actor, bo: Actor) -> None:
    with clock.later(timedelta(milliseconds=1)):
        incident = an_incident("Checkout is down", commander=ada)

    assert similar_open(bo, "Checkout fails") == [incident]


def test_it_takes_two_statements_however_many_are_open(ada: Actor) -> None:
    for number in range(30):
        an_incident(f"Machine {number:x}{number:x} on fire" if number % 2 else "Checkout is down")

    service = a_service()

    with CaptureQueriesContext(connection) as statements:
        assert similar_open(ada, "Machine 11 on fire", [service])

    assert len(statements) == 2
