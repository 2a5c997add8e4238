"""What went wrong, as a problem document (RFC 9457), for people and programs alike.

`type` is always about:blank, so `title` is the phrase of the status; programs look at `code`, which is stable.
"""

import logging
from collections.abc import Mapping
from http import HTTPStatus

import msgspec
from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from afterword.api.complaints import complaints
from afterword.core.errors import DomainError, Invalid

log = logging.getLogger(__name__)
MEDIA_TYPE = "application/problem+json"


def problem(
    status: int, code: str, detail: str, *, fields: Mapping[str, str] | None = None, headers: Mapping[str, str] = {}
) -> HttpResponse:
    """The document; `fields` says for each field that was sent what is wrong with it."""
    document: dict[str, object] = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        "code": code,
    }
    if fields:
        document["fields"] = dict(fields)
    return HttpResponse(msgspec.json.encode(document), content_type=MEDIA_TYPE, status=status, headers=dict(headers))


@csrf_exempt  # nothing is changed here, and a page about cookies would help no program
def unknown_path(_request: HttpRequest) -> HttpResponse:
    """For every address below /api/ that is none."""
    return problem(404, "no_such_path", _("The API has no such address. Its addresses stand at /api/v1/docs."))


def wrong_method(refused: HttpResponse) -> HttpResponse:
    """Instead of the framework's plain 405, which says what is allowed."""
    allowed = refused.headers["Allow"]
    detail = _("This address takes only: %(methods)s.") % {"methods": allowed}
    return problem(405, "wrong_method", detail, headers={"Allow": allowed})


def answer_with_problems(api: NinjaAPI) -> None:
    """Have this API answer every refusal and failure with a problem document."""
    api.add_exception_handler(DomainError, _refused)
    api.add_exception_handler(ValidationError, _not_valid)
    api.add_exception_handler(AuthenticationError, _not_signed_in)
    api.add_exception_handler(HttpError, _unreadable)
    api.add_exception_handler(RequestDataTooBig, _too_large)
    api.add_exception_handler(Http404, _no_such_thing)
    api.add_exception_handler(Exception, _failed)


def _refused(_request: HttpRequest, error: DomainError | type[DomainError]) -> HttpResponse:
    assert isinstance(error, DomainError)
    fields = error.fields if isinstance(error, Invalid) else None
    return problem(error.status, error.code, error.message, fields=fields)


def _not_valid(_request: HttpRequest, error: ValidationError | type[ValidationError]) -> HttpResponse:
    assert isinstance(error, ValidationError)
    fields = complaints(error.errors)
    detail = "; ".join(f"{name}: {words}" for name, words in fields.items())
    return problem(Invalid.status, Invalid.code, detail, fields=fields)


def _not_signed_in(request: HttpRequest, _error: object) -> HttpResponse:
    """Says which kind of credentials to bring (RFC 6750, section 3)."""
    challenge = 'Bearer realm="Afterword"'
    detail = _("Send a token with “Authorization: Bearer …”. Tokens are made on your profile page.")
    if "Authorization" in request.headers:
        challenge += ', error="invalid_token"'
        detail = _("This token is not valid: it is unknown, has expired or was revoked.")
    return problem(401, "not_signed_in", detail, headers={"WWW-Authenticate": challenge})


def _unreadable(_request: HttpRequest, error: HttpError | type[HttpError]) -> HttpResponse:
    assert isinstance(error, HttpError)
    return problem(error.status_code, "unreadable", _("The body is not JSON in UTF-8."))


def _too_large(_request: HttpRequest, _error: object) -> HttpResponse:
    megabytes = settings.DATA_UPLOAD_MAX_MEMORY_SIZE // 2**20
    return problem(413, "too_large", _("At most %(limit)s MB can be sent at once.") % {"limit": megabytes})


def _no_such_thing(request: HttpRequest, _error: object) -> HttpResponse:
    return unknown_path(request)


def _failed(request: HttpRequest, error: Exception | type[Exception]) -> HttpResponse:
    """Our mistake: the log gets the traceback, the client does not."""
    log.error("%s %s failed", request.method, request.path, exc_info=error if isinstance(error, Exception) else None)
    detail = _("Something went wrong on our side. Nothing was changed; the server's log says more.")
    return problem(500, "internal", detail)
