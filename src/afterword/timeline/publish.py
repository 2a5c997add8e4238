"""Fan-out of entries to outbound subscribers, each in a job of its own."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from uuid import UUID

from afterword.core.jobs import enqueue, task
from afterword.timeline.models import TimelineEntry

Handler = Callable[[TimelineEntry], None]


@dataclass(frozen=True)
class Subscriber:
    name: str
    handler: Handler
    kinds: frozenset[str]  # empty: every kind


_subscribers: dict[str, Subscriber] = {}


def subscribe(name: str, handler: Handler, kinds: Collection[str] = ()) -> None:
    """Call `handler` once for each entry of these kinds, after commit, at least once. Call it in `ready()`."""
    _subscribers[name] = Subscriber(name, handler, frozenset(kinds))


def unsubscribe(name: str) -> None:
    _subscribers.pop(name, None)


def publish_later(entry: TimelineEntry) -> None:
    """Queue a job per subscriber that listens to this kind; one that fails is retried without the others."""
    for subscriber in _subscribers.values():
        if not subscriber.kinds or entry.kind in subscriber.kinds:
            enqueue("timeline.publish", {"entry": str(entry.pk), "subscriber": subscriber.name})


@task("timeline.publish")
def publish(entry: str, subscriber: str) -> None:
    listener = _subscribers.get(subscriber)
    found = TimelineEntry.objects.select_related("incident").filter(pk=UUID(entry)).first()
    if listener and found:
        listener.handler(found)
