"""What the API answers with."""

from collections.abc import Mapping

import msgspec
from django.http import HttpResponse

JSON_TYPE = "application/json"
MARKDOWN_TYPE = "text/markdown; charset=utf-8"


def answer(data: object, *, status: int = 200, headers: Mapping[str, str] = {}) -> HttpResponse:
    """Plain data as JSON; moments come out as RFC 3339 in UTC."""
    return HttpResponse(msgspec.json.encode(data), content_type=JSON_TYPE, status=status, headers=dict(headers))


def created(data: object, at: str) -> HttpResponse:
    """201 for something new, and where it is."""
    return answer(data, status=201, headers={"Location": at})


def gone() -> HttpResponse:
    """204: it is no longer there, and there is nothing to say about it."""
    return HttpResponse(status=204, content_type=JSON_TYPE)
