"""Fan-out of entries to outbound subscribers, each in a job of its own."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from afterword.core.jobs import enqueue, task
from afterword.timeline.models import TimelineEntry

Handler = Callable[[TimelineEntry], None]


@dataclass(frozen=True)
class Subscriber:
    name: str
    handler: Handler
    kinds: frozenset[str]  # empty: every kind


@dataclass(frozen=True)
class Follower:
    task: str
    kinds: frozenset[str]  # empty: every kind
    delay: timedelta


_subscribers: dict[str, Subscriber] = {}
_followers: dict[str, Follower] = {}


def subscribe(name: str, handler: Handler, kinds: Collection[str] = ()) -> None:
    """Call `handler` once for each entry of these kinds, after commit, at least once. Call it in `ready()`."""
    _subscribers[name] = Subscriber(name, handler, frozenset(kinds))


def unsubscribe(name: str) -> None:
    _subscribers.pop(name, None)


def follow(task: str, kinds: Collection[str] = (), *, delay: timedelta = timedelta()) -> None:
    """Run `task` with the incident's id after entries of these kinds: once for all that come while it waits.

    For what is made from the whole incident, such as an index. Call it in `ready()`.
    """
    _followers[task] = Follower(task, frozenset(kinds), delay)


def publish_later(entry: TimelineEntry) -> None:
    """Queue a job per subscriber that listens to this kind; one that fails is retried without the others."""
    for subscriber in _subscribers.values():
        if not subscriber.kinds or entry.kind in subscriber.kinds:
            enqueue("timeline.publish", {"entry": str(entry.pk), "subscriber": subscriber.name})
    for follower in _followers.values():
        if not follower.kinds or entry.kind in follower.kinds:
            incident = str(entry.incident_id)
            enqueue(follower.task, {"incident": incident}, key=incident, delay=follower.delay)


@task("timeline.publish")
def publish(entry: str, subscriber: str) -> None:
    listener = _subscribers.get(subscriber)
    found = TimelineEntry.objects.select_related("incident").filter(pk=UUID(entry)).first()
    if listener and found:
        listener.handler(found)
