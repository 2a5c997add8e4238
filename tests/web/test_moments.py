from datetime import UTC, datetime

import pytest
from django.utils import timezone

from afterword.web.moments import MomentField, MomentForm
from tests.world import utc

BERLIN = "Europe/Berlin"


class Form(MomentForm):
    at = MomentField(required=False)


def form(at: str, zone: str = BERLIN, fold: str = "", **options: object) -> Form:
    return Form({"at": at, "at_zone": zone, "at_fold": fold}, **options)  # type: ignore[arg-type]


def moment(at: str, zone: str = BERLIN, fold: str = "") -> datetime | None:
    given = form(at, zone, fold)
    assert given.is_valid(), given.errors
    at_utc: datetime | None = given.cleaned_data["at"]
    return at_utc


def test_a_clock_time_means_what_the_zone_says() -> None:
    assert moment("2026-03-02T14:05") == utc("2026-03-02 13:05")
    assert moment("2026-03-02T14:05", "Asia/Tokyo") == utc("2026-03-02 05:05")
    assert moment("") is None


def test_without_a_zone_the_pages_zone_counts() -> None:
    with timezone.override("Asia/Tokyo"):
        given = Form({"at": "2026-03-02T14:05"})
        assert given.is_valid()

    assert given.cleaned_data["at"] == utc("2026-03-02 05:05")


def test_an_hour_that_comes_twice_is_asked_about() -> None:
    unclear = form("2026-10-25T02:30")

    assert "twice" in str(unclear.errors["at"])
    assert "first 02:30 (CEST)" in str(unclear["at"])
    assert "second 02:30 (CET)" in str(unclear["at"])
    assert moment("2026-10-25T02:30", fold="0") == utc("2026-10-25 00:30")
    assert moment("2026-10-25T02:30", fold="1") == utc("2026-10-25 01:30")


def test_a_clear_hour_is_not_asked_about() -> None:
    assert "first" not in str(form("2026-10-25T03:30")["at"])


def test_an_hour_that_is_skipped_is_refused() -> None:
    assert "skip 02:30" in str(form("2026-03-29T02:30").errors["at"])


@pytest.mark.parametrize("text", ["yesterday", "2026-13-01T00:00", "0001-01-01T00:00", "2026-03-02T14:05Z", "<b>"])
def test_what_is_no_time_is_refused_and_kept(text: str) -> None:
    wrong = form(text)

    assert "Write the time like" in str(wrong.errors["at"])
    assert "<b>" not in str(wrong["at"])


def test_an_unknown_zone_is_refused() -> None:
    assert "Mars/Base" in str(form("2026-03-02T14:05", "Mars/Base").errors["at"])


def test_a_time_that_was_only_shown_keeps_its_fractions() -> None:
    exact = datetime(2026, 3, 2, 13, 5, 37, 123456, tzinfo=UTC)

    shown = form("2026-03-02T14:05:37", initial={"at": exact})
    changed = form("2026-03-02T14:06:37", initial={"at": exact})

    assert shown.is_valid()
    assert changed.is_valid()
    assert shown.cleaned_data["at"] == exact
    assert changed.cleaned_data["at"] == exact.replace(minute=6, microsecond=0)


def test_the_second_of_two_equal_hours_is_shown_as_such() -> None:
    with timezone.override(BERLIN):
        html = str(Form(initial={"at": utc("2026-10-25 01:30")})["at"])

    assert 'value="2026-10-25T02:30"' in html
    assert '<option value="1" selected>' in html


def test_zones_are_offered_by_name_and_one_may_be_fixed() -> None:
    with timezone.override(BERLIN):
        free = str(Form(zones=("Asia/Tokyo",))["at"])
        fixed = Form({"at": "2026-03-02T14:05", "at_zone": BERLIN}, fixed_zone="Asia/Tokyo")

    for zone in (BERLIN, "Asia/Tokyo", "UTC"):
        assert f'<option value="{zone}"' in free
    assert fixed.is_valid()
    assert fixed.cleaned_data["at"] == utc("2026-03-02 05:05")


def test_a_required_time_says_so() -> None:
    class Needed(MomentForm):
        at = MomentField()

    assert "Say when." in str(Needed({"at": ""}).errors["at"])
