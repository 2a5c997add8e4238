"""The whole product as one ASGI application, for `afterword serve` or any other server."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "afterword.site.settings")
_wsgi = get_wsgi_application()  # sets Django up; what follows may import models

from afterword.live.routes import socket_at  # noqa: E402
from afterword.site.dispatch.body import Limits  # noqa: E402
from afterword.site.dispatch.dispatcher import Dispatcher  # noqa: E402
from afterword.site.dispatch.threads import Threads  # noqa: E402
from afterword.web.assets import asset_table  # noqa: E402

# Now rather than with the first request: it is slow, and processes forked from here share the memory.
get_resolver().url_patterns  # noqa: B018
asset_table()

application = Dispatcher(_wsgi, socket_at, Threads(), Limits(settings.MAX_REQUEST_BYTES))
