"""Pictures of an incident: read from what a form sent, shown to whoever may see the incident, taken off a note."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from afterword.core.errors import Invalid, NotFound
from afterword.core.images import MOST_BYTES
from afterword.incidents.actions.pictures import remove_picture
from afterword.timeline.models import Attachment
from afterword.timeline.pictures import MOST_PICTURES, StoredPicture, store_picture
from afterword.web.incidents.dialog import Dialog, converse
from afterword.web.incidents.finding import find
from afterword.web.pictures import picture_answer
from afterword.web.requests import PersonRequest, sent, signed_in


def sent_pictures(request: PersonRequest) -> list[StoredPicture]:
    """The pictures of the form, checked and stored, each with the words beside it; Invalid names the first bad one."""
    given = request.FILES.getlist("pictures")
    if len(given) > MOST_PICTURES:
        words = _("A note holds at most %(limit)s pictures. Write a second note for the rest.")
        raise Invalid({"pictures": words % {"limit": MOST_PICTURES}})
    alts = request.POST.getlist("alt")
    alts += [""] * len(given)
    return [
        # A little more than is allowed is enough to see that it is too much.
        store_picture(each.read(MOST_BYTES + 1), name=each.name or "", alt=alt)
        for each, alt in zip(given, alts, strict=False)
    ]


@require_GET
@signed_in
def show_picture(request: PersonRequest, number: int, sha256: str) -> HttpResponse:
    incident = find(request, number)
    picture = Attachment.objects.filter(incident=incident, sha256=sha256).first()
    if picture is None:
        raise NotFound(_("There is no such picture."))
    return picture_answer(request, sha256, picture.content_type, picture.name)


@signed_in
def remove(request: PersonRequest, number: int, entry_number: int, sha256: str) -> HttpResponse:
    incident = find(request, number)
    lead = _("The picture is taken off the note. The timeline says that it was there.")
    dialog = Dialog(_("Remove the picture"), _("Remove"), lead=lead, is_danger=True, anchor=f"#entry-{entry_number}")

    def run(_given: dict[str, Any]) -> object:
        return remove_picture(request.actor, incident, entry_number, sha256)

    return converse(request, incident, forms.Form(sent(request)), dialog, run)
