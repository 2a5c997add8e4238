"""The one way from the event loop to the database."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import TypeVar

from django.db import close_old_connections

Result = TypeVar("Result")

THREADS = 2  # of their own: pages and sockets don't wait for each other


@cache
def _executor() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(THREADS, thread_name_prefix="live")


async def in_database(function: Callable[..., Result], *arguments: object) -> Result:
    """Run a function that may query, in a thread with a lasting connection."""
    return await asyncio.get_running_loop().run_in_executor(_executor(), _connected, function, arguments)


def _connected(function: Callable[..., Result], arguments: tuple[object, ...]) -> Result:
    close_old_connections()
    return function(*arguments)
