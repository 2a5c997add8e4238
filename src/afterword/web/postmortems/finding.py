"""The report that a page is about, seen with the eyes of who asks."""

from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.translation import gettext as _

from afterword.access.policy import see
from afterword.core.errors import NotFound
from afterword.documents.models import Revision
from afterword.incidents.seen import note_seen
from afterword.postmortems.models import Postmortem
from afterword.web.middleware import zone_choice
from afterword.web.requests import PersonRequest

_RELATED = ("document", "started_by", "owner", "team", "published_revision")


def find(request: PersonRequest, number: int) -> Postmortem:
    """The report; the page's times then follow the reader's choice of zone."""
    postmortem = see(request.actor, Postmortem.objects.filter(number=number).select_related(*_RELATED))
    for incident in postmortem.incidents.filter(is_private=True):
        note_seen(request.actor, incident)
    if zone_choice(request) == "incident":
        timezone.activate(ZoneInfo(postmortem.zone))
    return postmortem


def find_revision(request: PersonRequest, number: int, revision_number: int) -> tuple[Postmortem, Revision]:
    postmortem = find(request, number)
    revision = postmortem.document.revisions.filter(number=revision_number).first()
    if revision is None:
        raise NotFound(_("There is no such revision of this report."))
    return postmortem, revision
