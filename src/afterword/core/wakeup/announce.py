"""Telling other processes that something was committed."""

from django.conf import settings
from django.db import connection, transaction

from afterword.core.wakeup.channels import CHANNEL
from afterword.core.wakeup.redis_link import publisher


def announce() -> None:
    """Wake whoever follows rows, once the caller's transaction has committed; a hint that may get lost.

    On SQLite nothing needs to be said: every commit is seen through `PRAGMA data_version`.
    """
    if connection.vendor == "sqlite" and not settings.REDIS_URL:
        return
    if not any(waiting[1] is _tell for waiting in connection.run_on_commit):
        transaction.on_commit(_tell, robust=True)


def _tell() -> None:
    if settings.REDIS_URL:
        publisher().publish()
    else:
        # After the commit and by itself: a NOTIFY inside makes all notifying commits wait for each other's disk.
        with connection.cursor() as cursor:
            cursor.execute(f"NOTIFY {CHANNEL}")
