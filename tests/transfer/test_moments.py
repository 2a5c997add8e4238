"""Times as other tools and people write them."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from afterword.core.errors import Invalid
from afterword.transfer.moments import moment
from afterword.transfer.zones import zone_called
from tests.world import utc

BERLIN = ZoneInfo("Europe/Berlin")


def read(text: str, after: datetime | None = None) -> datetime:
    return moment(text, BERLIN, field="at", after=after)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2026-03-02T14:05:00Z", "2026-03-02 14:05"),
        ("2026-03-02T14:05:00+02:00", "2026-03-02 12:05"),
        ("2026-03-02T14:05", "2026-03-02 13:05"),
        ("2026-07-02 14:05", "2026-07-02 12:05"),
        ("2026-03-02", "2026-03-01 23:00"),
        ("20260302T140500Z", "2026-03-02 14:05"),
        ("2018-01-17 17:14pm", "2018-01-17 16:14"),
        ("Sep 27 2017 13:06", "2017-09-27 11:06"),
        ("27 September 2017 1:06 PM", "2017-09-27 11:06"),
        ("Mon, 02 Mar 2026 14:05:00 +0000", "2026-03-02 14:05"),
        ("2021-05-29 16:37 Denver", "2021-05-29 22:37"),
        ("2026-03-02 14:05 (CET)", "2026-03-02 13:05"),
        ("2026-03-02 14:05 GMT+2", "2026-03-02 12:05"),
        ("2026-10-25 02:30", "2026-10-25 00:30"),  # the hour comes twice; its first pass is meant
    ],
)
def test_a_time_with_its_day_is_read(written: str, meant: str) -> None:
    assert read(written) == utc(meant)


@pytest.mark.parametrize(
    "written",
    ["", "yesterday", "10", "1650000000", "03/04/2026", "March 2026", "Sep 27", "2026-13-02", "25:00",
     "2026-03-02 14:05 XYZ", "0001-01-01", "9999-12-31T23:59-05:00", "0001-01-02T00:00Z"],
)  # fmt: skip
def test_what_can_mean_two_things_or_nothing_is_refused(written: str) -> None:
    with pytest.raises(Invalid) as refused:
        read(written, after=utc("2026-03-02 10:00"))
    assert set(refused.value.fields) == {"at"}
    assert written in refused.value.message


def test_hours_alone_need_a_day_before_them() -> None:
    with pytest.raises(Invalid, match="no day"):
        read("14:05")
    assert read("14:05", after=utc("2026-03-02 10:00")) == utc("2026-03-02 13:05")
    assert read("5:00 PM", after=utc("2026-03-02 10:00")) == utc("2026-03-02 16:00")
    assert read("12:10 am", after=utc("2026-03-02 10:00")) == utc("2026-03-02 23:10")


def test_hours_go_on_into_the_next_day_but_a_slip_stays_on_this_one() -> None:
    before_midnight = utc("2026-03-02 22:30")  # 23:30 in Berlin

    assert read("00:10", after=before_midnight) == utc("2026-03-02 23:10")
    assert read("23:10", after=before_midnight) == before_midnight - timedelta(minutes=20)


@pytest.mark.parametrize(
    ("written", "zone"),
    [
        ("", "UTC"),
        ("Europe/Berlin", "Europe/Berlin"),
        ("europe/berlin", "Europe/Berlin"),
        ("Denver", "America/Denver"),
        ("New York", "America/New_York"),
        ("PST", "America/Los_Angeles"),
        ("CEST", "Europe/Berlin"),
        ("GMT+2", "Etc/GMT-2"),
        ("UTC-05:00", "Etc/GMT+5"),
        ("Z", "UTC"),
    ],
)
def test_a_zone_is_known_by_many_names(written: str, zone: str) -> None:
    assert zone_called(written).key == zone


@pytest.mark.parametrize("written", ["Atlantis", "UTC+25", "../etc/passwd", "+01:00"])
def test_an_unknown_zone_is_refused_by_name(written: str) -> None:
    with pytest.raises(Invalid) as refused:
        zone_called(written)
    assert written in refused.value.fields["timezone"]
