"""What holds for every answer below /api/, whoever gave it."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

from afterword.api.problems import wrong_method

Handler = Callable[[HttpRequest], HttpResponse]
PREFIX = "/api/"


class ApiMiddleware:
    """No cache keeps what one caller may see; a wrong method is answered like every other refusal."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not request.path_info.startswith(PREFIX):
            return response
        if response.status_code == 405:
            response = wrong_method(response)
        response.headers.setdefault("Cache-Control", "private, no-store")
        patch_vary_headers(response, ["Authorization", "Cookie", "Accept-Language"])
        return response
