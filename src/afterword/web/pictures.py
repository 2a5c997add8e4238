"""A picture as a page loads it."""

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseNotModified
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from afterword.core import files
from afterword.core.errors import NotFound


def picture_answer(request: HttpRequest, sha256: str, content_type: str, name: str) -> HttpResponse:
    """Asked for again each time, so that a lost permission counts at once; an unchanged one costs no bytes."""
    tag = f'"{sha256}"'
    response: HttpResponseBase
    if request.headers.get("If-None-Match") == tag:
        response = HttpResponseNotModified()
    else:
        file = files.opened(sha256)
        if file is None:
            raise NotFound(_("The file of this picture is missing from the store."))
        response = FileResponse(file, content_type=content_type)
        response["Content-Disposition"] = content_disposition_header(False, name) or "inline"
    response["Cache-Control"] = "private, no-cache"
    response["ETag"] = tag
    response["X-Content-Type-Options"] = "nosniff"
    return response  # type: ignore[return-value]  # a stream is an answer too
