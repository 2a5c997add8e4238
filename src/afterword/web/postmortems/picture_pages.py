"""Pictures of a report: taken from whoever writes it, shown to whoever may read it."""

from django.http import HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from afterword.access.policy import require
from afterword.access.verbs import Verb
from afterword.core.errors import DomainError, Invalid, NotFound
from afterword.core.images import MOST_BYTES
from afterword.documents.models import Picture
from afterword.postmortems.actions.pictures import add_picture
from afterword.postmortems.models import Postmortem
from afterword.postmortems.policy import refuse_published
from afterword.timeline.pictures import store_picture
from afterword.web.pictures import picture_answer
from afterword.web.postmortems.finding import find
from afterword.web.requests import PersonRequest, signed_in


@require_POST
@signed_in
def send_picture(request: PersonRequest, number: int) -> HttpResponse:
    """Answers where the picture stands and how large it is; a refusal says why, in words for the person."""
    postmortem = find(request, number)
    try:
        require(request.actor, Verb.POSTMORTEM_EDIT, postmortem)
        refuse_published(postmortem)
        picture = _taken(request, postmortem)
    except DomainError as refusal:
        return JsonResponse({"error": refusal.message}, status=refusal.status)
    src = f"{postmortem.url}/pictures/{picture.sha256}"
    said = {"src": src, "width": picture.width, "height": picture.height, "alt": picture.alt, "name": picture.name}
    return JsonResponse(said, status=201)


@require_GET
@signed_in
def show_picture(request: PersonRequest, number: int, sha256: str) -> HttpResponse:
    postmortem = find(request, number)
    picture = Picture.objects.filter(document=postmortem.document_id, sha256=sha256).first()
    if picture is None:
        raise NotFound(_("There is no such picture."))
    return picture_answer(request, sha256, picture.content_type, picture.name)


def _taken(request: PersonRequest, postmortem: Postmortem) -> Picture:
    given = request.FILES.get("picture")
    if given is None:
        raise Invalid({"picture": _("Choose a picture.")})
    # A little more than is allowed is enough to see that it is too much.
    stored = store_picture(given.read(MOST_BYTES + 1), name=given.name or "", alt=request.POST.get("alt", ""))
    return add_picture(request.actor, postmortem, stored)
