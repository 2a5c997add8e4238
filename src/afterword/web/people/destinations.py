"""Where to go next, when the request may say so."""

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

from afterword.web.requests import SeeOther


def back_to(request: HttpRequest, otherwise: str = "/") -> SeeOther:
    """To the page of ours that `next` names; anything else, such as another site, is ignored."""
    wanted = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(wanted, allowed_hosts=None, require_https=request.is_secure())
    return SeeOther(wanted if wanted.startswith("/") and is_ours else otherwise)
