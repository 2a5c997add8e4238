"""The way into everything that is set up once."""

from django.conf import settings
from django.db import connection
from django.http import HttpResponse
from django.shortcuts import render

from afterword.access.policy import abilities
from afterword.access.verbs import Verb
from afterword.people.models import Team, User
from afterword.web.catalog.pages import PAGES
from afterword.web.requests import PersonRequest, signed_in


@signed_in
def settings_index(request: PersonRequest) -> HttpResponse:
    may = abilities(request.actor, None, (Verb.SETTINGS_MANAGE, Verb.AUDIT_SEE, Verb.INCIDENT_BREAK_GLASS))
    context = {
        "section": "settings",
        "people_count": User.objects.active().count(),
        "team_count": Team.objects.offered().count(),
        "may_see_audit": may[Verb.AUDIT_SEE],
        "may_break_glass": may[Verb.INCIDENT_BREAK_GLASS],
        "may_manage": may[Verb.SETTINGS_MANAGE],
        "pages": PAGES if may[Verb.SETTINGS_MANAGE] else (),
        "address": settings.BASE_URL,
        "database": connection.display_name,
    }
    return render(request, "people/settings.html", context)
