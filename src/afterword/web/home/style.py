from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from afterword.access.policy import can
from afterword.access.verbs import Verb
from afterword.core.errors import NotFound
from afterword.web.requests import PersonRequest, signed_in
from afterword.web.styleguide import sample


@signed_in
def show_styleguide(request: PersonRequest) -> HttpResponse:
    """Every component with sample data, for those who write pages."""
    if not can(request.actor, Verb.SETTINGS_MANAGE):
        raise NotFound(_("There is nothing at this address, or it is not shared with you."))
    return render(request, "web/styleguide.html", sample())
