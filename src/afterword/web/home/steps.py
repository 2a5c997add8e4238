"""The first three steps of a new installation. Done or skipped, a step does not come back."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from afterword.incidents.models import Incident
from afterword.people.models import User
from afterword.web.requests import PersonRequest, SeeOther, signed_in

COOKIE = "afterword_skipped"
COOKIE_SECONDS = 365 * 24 * 60 * 60
KEYS = ("invite", "practice", "import")


@dataclass(frozen=True)
class Step:
    key: str
    title: str
    text: str
    href: str
    action: str
    icon: str


def open_steps(request: PersonRequest) -> list[Step]:
    """What is still to be tried; nothing once real incidents are there."""
    real = Incident.objects.filter(is_test=False, is_demo=False)
    if real.filter(source_key=None).exists():
        return []
    skipped = skipped_by(request)
    return [step for step in _steps(request) if step.key not in skipped]


def _steps(request: PersonRequest) -> list[Step]:
    steps = []
    if request.actor.is_administrator and User.objects.active().filter(is_demo=False)[:2].count() < 2:
        text = _("A link lets each person in. It works without mail.")
        steps.append(Step("invite", _("Invite your team"), text, "/settings/people", _("Invite"), "people"))
    if not Incident.objects.filter(is_test=True, is_demo=False).exists():
        text = _("Five minutes from declaring to the postmortem. Practice never counts in any figure.")
        action = _("Start practice")
        steps.append(Step("practice", _("Try it out"), text, "/incidents/new?practice=1", action, "play"))
    if request.actor.is_administrator and not Incident.objects.exclude(source_key=None).filter(is_demo=False).exists():
        text = _("Bring the incidents you have had: JSON Lines or CSV, one command.")
        steps.append(Step("import", _("Import your history"), text, "/first-steps/import", _("Show how"), "upload"))
    return steps


def skipped_by(request: HttpRequest) -> set[str]:
    return set(request.COOKIES.get(COOKIE, "").split(".")) & set(KEYS)


@require_POST
@signed_in
def skip_step(request: PersonRequest, key: str) -> HttpResponse:
    response = SeeOther("/")
    kept = sorted(skipped_by(request) | ({key} & set(KEYS)))
    response.set_cookie(COOKIE, ".".join(kept), max_age=COOKIE_SECONDS, httponly=True, samesite="Lax")
    return response
