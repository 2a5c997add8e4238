"""Which tasks there are. Each app fills this by importing its `jobs` module in `ready()`."""

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, TypeVar

Handler = Callable[..., None]
HandlerT = TypeVar("HandlerT", bound=Handler)


class GiveUp(Exception):
    """Raised by a handler for which trying again can't help: the job fails at once and stays visible."""


@dataclass(frozen=True)
class Task:
    name: str
    handler: Handler
    signature: inspect.Signature

    def check(self, args: Mapping[str, Any]) -> None:
        """Raise TypeError unless the handler can be called with these."""
        self.signature.bind(**args)


_tasks: dict[str, Task] = {}
_schedules: dict[str, timedelta] = {}


def task(name: str) -> Callable[[HandlerT], HandlerT]:
    """Register a handler, called with the job's arguments as keywords; it must bear being run twice."""

    def register(handler: HandlerT) -> HandlerT:
        if name in _tasks:
            raise ValueError(f"There is a task {name} already: {_tasks[name].handler}")
        _tasks[name] = Task(name, handler, inspect.signature(handler))
        return handler

    return register


def schedule(name: str, *, every: timedelta) -> Callable[[HandlerT], HandlerT]:
    """Register a handler without arguments that runs on the first start and then every so often, once for all workers.

    Runs missed while nothing was up are made good by one.
    """

    def register(handler: HandlerT) -> HandlerT:
        task(name)(handler)
        _tasks[name].check({})
        _schedules[name] = every
        return handler

    return register


def task_called(name: str) -> Task:
    """The task, or LookupError."""
    try:
        return _tasks[name]
    except KeyError:
        raise LookupError(f"There is no task {name}. Is its module imported in ready()?") from None


def task_names() -> frozenset[str]:
    return frozenset(_tasks)


def schedules() -> dict[str, timedelta]:
    return dict(_schedules)
