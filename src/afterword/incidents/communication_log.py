"""The log of what was told, put together: entries typed by hand and the updates posted on the page."""

from collections.abc import Iterable
from dataclasses import dataclass

from afterword.incidents.models import Audience, Channel, Communication


@dataclass(frozen=True)
class Reach:
    """Who was reached outside, as source 001 asks: mail sent, support told, how many customers."""

    is_mail_sent: bool
    is_support_told: bool
    customers_told: int | None  # the sum of what is known; None where nothing is


def reach_of(log: Iterable[Communication]) -> Reach:
    told = list(log)
    outside = [each for each in told if each.audience == Audience.OUTSIDE]
    counts = [each.people_count for each in outside if each.people_count is not None]
    return Reach(
        is_mail_sent=any(each.channel == Channel.EMAIL for each in outside),
        is_support_told=any(each.channel == Channel.SUPPORT for each in told),
        customers_told=sum(counts) if counts else None,
    )
