"""The way into everything that is set up once."""

from django.conf import settings
from django.db import connection
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from afterword.access.audit_kinds import audit_choices, sentence_of
from afterword.access.models import AuditEntry
from afterword.access.policy import abilities, can
from afterword.access.verbs import Verb
from afterword.core.errors import NotFound
from afterword.core.keyset import Order, page_of
from afterword.incidents.validation import clean_text
from afterword.people.models import Team, User
from afterword.web.catalog.pages import PAGES
from afterword.web.requests import PersonRequest, signed_in

PAGE_SIZE = 50
NEWEST = Order("number")


@signed_in
def settings_index(request: PersonRequest) -> HttpResponse:
    may = abilities(request.actor, None, (Verb.SETTINGS_MANAGE, Verb.AUDIT_SEE, Verb.INCIDENT_BREAK_GLASS))
    context = {
        "section": "settings",
        "people_count": User.objects.active().count(),
        "team_count": Team.objects.count(),
        "may_see_audit": may[Verb.AUDIT_SEE],
        "may_break_glass": may[Verb.INCIDENT_BREAK_GLASS],
        "may_manage": may[Verb.SETTINGS_MANAGE],
        "pages": PAGES if may[Verb.SETTINGS_MANAGE] else (),
        "address": settings.BASE_URL,
        "database": connection.display_name,
    }
    return render(request, "people/settings.html", context)


@signed_in
def audit_trail(request: PersonRequest) -> HttpResponse:
    """Who changed what outside of incidents, newest first. For others than administrators it does not exist."""
    if not can(request.actor, Verb.AUDIT_SEE):
        raise NotFound(_("There is nothing here, or it is not shared with you."))
    action = clean_text(request.GET.get("action", ""))
    found = AuditEntry.objects.filter(action=action) if action else AuditEntry.objects.all()
    page = page_of(found, NEWEST, cursor=request.GET.get("cursor", ""), size=PAGE_SIZE)
    query = request.GET.copy()
    query.pop("cursor", None)
    context = {
        "section": "settings",
        "page": page,
        "entries": [{"entry": entry, "sentence": sentence_of(entry)} for entry in page.rows],
        "actions": audit_choices(),
        "action": action,
        "query": query.urlencode(),
    }
    return render(request, "people/audit.html", context)
