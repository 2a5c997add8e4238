"""Times and durations as people read them."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone, translation

from afterword.web import formats

NOON = datetime(2026, 3, 12, 12, 5, 9, tzinfo=UTC)
PARIS = ZoneInfo("Europe/Paris")


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (-5, "0 s"),
        (0, "0 s"),
        (59.9, "59 s"),
        (60, "1 min"),
        (3599, "59 min"),
        (3600, "1 h"),
        (4320, "1 h 12 min"),
        (86400, "1 d"),
        (86400 + 3599, "1 d"),
        (3 * 86400 + 4 * 3600 + 59, "3 d 4 h"),
    ],
)
def test_a_duration_is_told_in_its_two_largest_units(seconds, text):
    assert formats.duration(seconds) == text


@pytest.mark.parametrize(
    ("distance", "text"),
    [
        (timedelta(seconds=20), "just now"),
        (timedelta(seconds=-20), "just now"),
        (timedelta(minutes=12), "12 min ago"),
        (timedelta(hours=5, minutes=50), "5 h ago"),
        (timedelta(days=6, hours=23), "6 d ago"),
        (timedelta(minutes=-18), "in 18 min"),
        (timedelta(days=8), "4 Mar, 12:05 UTC"),
    ],
)
def test_how_long_ago_is_told_in_one_unit_and_beyond_a_week_as_a_date(distance, text):
    with timezone.override(UTC):
        assert formats.ago(NOON - distance, NOON) == text


def test_a_moment_always_names_its_zone_and_leaves_out_what_is_the_same_as_now():
    with timezone.override(PARIS):
        assert formats.short_moment(NOON, NOON) == "13:05 CET"
        assert formats.short_moment(NOON - timedelta(days=1), NOON) == "11 Mar, 13:05 CET"
        assert formats.short_moment(NOON - timedelta(days=365), NOON) == "12 Mar 2025, 13:05 CET"
        assert formats.short_moment(NOON + timedelta(days=120), NOON) == "10 Jul, 14:05 CEST"


def test_a_day_names_its_year_when_that_is_not_this_one():
    assert formats.short_day(date(2026, 12, 21), NOON.date()) == "21 Dec"
    assert formats.short_day(date(2023, 12, 21), NOON.date()) == "21 Dec 2023"


def test_a_zone_without_letters_is_named_by_its_distance():
    with timezone.override(ZoneInfo("America/Sao_Paulo")):
        assert formats.clock_moment(NOON) == "09:05 UTC-03"


def test_the_two_hours_of_a_clock_change_are_told_apart():
    first = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    with timezone.override(PARIS):
        assert formats.clock_moment(first) == "02:30 CEST"
        assert formats.clock_moment(first + timedelta(hours=1)) == "02:30 CET"


def test_the_full_stamp_leaves_nothing_to_guess():
    with timezone.override(PARIS):
        assert formats.full_stamp(NOON) == "Thursday, 12 March 2026, 13:05:09 CET (Europe/Paris, UTC+01:00)"
    with timezone.override(ZoneInfo("Asia/Kolkata")):
        assert formats.full_stamp(NOON).endswith("17:35:09 IST (Asia/Kolkata, UTC+05:30)")
    with timezone.override(UTC):
        assert formats.full_stamp(NOON) == "Thursday, 12 March 2026, 12:05:09 UTC"


def test_a_day_is_judged_in_the_readers_zone():
    late = datetime(2026, 3, 11, 23, 30, tzinfo=UTC)
    with timezone.override(PARIS):
        assert formats.day_of(late, NOON) == "Today"
    with timezone.override(UTC):
        assert formats.day_of(late, NOON) == "Yesterday"
        assert formats.day_of(late - timedelta(days=2), NOON) == "Monday, 9 March"
        assert formats.day_of(late - timedelta(days=400), NOON) == "Tuesday, 4 February 2025"


def test_dates_follow_the_readers_language():
    with timezone.override(UTC), translation.override("zh-hans"):
        assert "March" not in formats.full_stamp(NOON)
