"""Whether this process lives, and whether it can work."""

import logging

from django.db import DatabaseError, connection

from afterword.site.dispatch.answer import Answer, plain

log = logging.getLogger(__name__)


def alive() -> Answer:
    """Answered without thread or database: restart the process only if this fails."""
    return plain(200, "ok\n")


def ready() -> Answer:
    """One query; send no traffic here while this fails. Runs in a thread."""
    try:
        connection.close_if_unusable_or_obsolete()
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError as error:
        connection.close()
        log.warning("not ready: %s", error)
        return plain(503, "The database does not answer.\n")
    return plain(200, "ok\n")
