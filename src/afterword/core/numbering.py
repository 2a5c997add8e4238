"""Numbers that people say: INC-142, PM-31."""

from django.db.models import F

from afterword.core.models import Counter


def next_number(sequence: str) -> int:
    """The next number, without gaps: the row stays locked until the caller's transaction ends."""
    if not Counter.objects.filter(name=sequence).update(last=F("last") + 1):
        Counter.objects.get_or_create(name=sequence)
        Counter.objects.filter(name=sequence).update(last=F("last") + 1)
    return Counter.objects.values_list("last", flat=True).get(name=sequence)
