"""Reading JSON strictly."""

from typing import Any

import msgspec
from django.http import HttpRequest
from ninja.parser import Parser


class JsonParser(Parser):
    """Refuses what only looks like JSON: NaN, half characters, endless nesting, other encodings than UTF-8."""

    def parse_body(self, request: HttpRequest) -> Any:
        return msgspec.json.decode(request.body)
