"""Whether a socket was opened by one of our own pages, or by a program."""

from urllib.parse import urlsplit

from django.conf import settings
from django.http.request import split_domain_port, validate_host

from afterword.core.asgi import Scope, header


def is_from_us(scope: Scope) -> bool:
    """A host that we answer to, and a page of the same host; programs send no Origin.

    Browsers send cookies with sockets that any page opens, and let that page read: this check is what protects.
    """
    host = (header(scope, b"host") or b"").decode("latin-1").lower()
    domain, _ = split_domain_port(host)
    if not (domain and validate_host(domain, settings.ALLOWED_HOSTS)):
        return False
    origin = header(scope, b"origin")
    if origin is None:
        return True
    given = origin.decode("latin-1").lower()
    # Behind a proxy that ends TLS our own scheme says nothing, so only the host has to match.
    return given in settings.CSRF_TRUSTED_ORIGINS or urlsplit(given).netloc == host
