"""Documents, chats, calls and other addresses that belong to an incident."""

from typing import Literal

from django.http import HttpResponse
from django.utils.translation import gettext as _
from ninja import Router

from afterword.api.answers import answer, created, gone
from afterword.api.auth import ApiRequest
from afterword.api.v1.incident_document import link_shape
from afterword.api.v1.inputs import Input
from afterword.api.v1.lookup import incident_at, row_with
from afterword.api.v1.shapes import LinkList, LinkShape
from afterword.core.errors import NotFound
from afterword.incidents.actions.links import add_link, remove_link

router = Router(tags=["Links"])


class LinkInput(Input):
    url: str
    title: str = ""
    kind: Literal["", "chat", "call", "document", "dashboard", "notebook", "runbook", "ticket", "other"] = ""


@router.get("/incidents/{int:number}/links", response=LinkList, summary="List links")
def list_links(request: ApiRequest, number: int) -> HttpResponse:
    incident = incident_at(request.auth, number)
    return answer({"items": [link_shape(link) for link in incident.links.all()]})


@router.post("/incidents/{int:number}/links", response={201: LinkShape}, summary="Add a link")
def post_link(request: ApiRequest, number: int, body: LinkInput) -> HttpResponse:
    """An address that is there already is answered as it is."""
    incident = incident_at(request.auth, number)
    link = add_link(request.auth, incident, url=body.url, title=body.title, kind=body.kind)
    return created(link_shape(link), f"/api/v1{incident.url}/links/{link.pk}")


@router.delete("/incidents/{int:number}/links/{link}", response={204: None}, summary="Remove a link")
def delete_link(request: ApiRequest, number: int, link: str) -> HttpResponse:
    incident = incident_at(request.auth, number)
    found = row_with(incident.links.all(), link)
    if found is None:
        raise NotFound(_("This incident has no such link."))
    remove_link(request.auth, found)
    return gone()
