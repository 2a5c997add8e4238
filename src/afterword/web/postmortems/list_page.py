"""All reports that the reader may see."""

from django.http import HttpResponse
from django.shortcuts import render

from afterword.postmortems.listing import PostmortemFilter, page_of_postmortems
from afterword.postmortems.models import State
from afterword.web.requests import PersonRequest, signed_in


@signed_in
def list_postmortems(request: PersonRequest) -> HttpResponse:
    wanted = PostmortemFilter(
        state=request.GET.get("state", ""), words=request.GET.get("q", ""), sort=request.GET.get("sort", "newest")
    )
    page = page_of_postmortems(request.actor, wanted, cursor=request.GET.get("cursor", ""))
    kept = request.GET.copy()
    kept.pop("cursor", None)
    context = {
        "page": page,
        "wanted": wanted,
        "states": State.choices,
        "query": kept.urlencode(),
        "section": "postmortems",
    }
    return render(request, "postmortems/list.html", context)
