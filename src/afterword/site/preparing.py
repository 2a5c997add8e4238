"""What happens once before the first request: the database is brought up to date, then whatever a first start needs."""

from collections.abc import Callable

from afterword.site import demo_start
from afterword.site.migrating import migrate

# Each is called on every start, in this order, and returns lines to print once the server accepts requests.
# They run in a process of their own that ends afterwards; raising DomainError stops the start with its sentence.
before_first_request: list[Callable[[], list[str]]] = [demo_start.before_first_request]


def prepare() -> list[str]:
    """Migrate and run `before_first_request`; the lines to print."""
    migrate()
    return [line for step in before_first_request for line in step()]
