"""The dialog between an incident that is over and its report."""

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import translation

from afterword.access.policy import require, see
from afterword.access.verbs import Verb
from afterword.core.errors import Invalid
from afterword.incidents.catalog import OPEN_CATEGORIES
from afterword.incidents.models import Incident
from afterword.people.actor import Actor
from afterword.postmortems.actions.start import start
from afterword.postmortems.models import Postmortem
from afterword.postmortems.template_files import DEFAULT, is_offered
from afterword.web.form_errors import show_problems
from afterword.web.postmortems.forms import StartForm
from afterword.web.requests import PersonRequest, signed_in

OFFERED = 30  # further incidents to choose from; older ones rarely belong together


@signed_in
def start_postmortem(request: PersonRequest, number: int) -> HttpResponse:
    incident = see(request.actor, Incident.objects.filter(number=number).select_related("status", "severity", "type"))
    require(request.actor, Verb.POSTMORTEM_START, incident)
    existing = Postmortem.objects.visible_to(request.actor).filter(incidents=incident).first()
    if existing:
        return HttpResponseRedirect(existing.url)
    language = translation.get_language() or "en"
    form = StartForm(
        request.POST or None,
        language=language,
        further=_further(request.actor, incident),
        initial={"template_key": _template_of(incident), "zone": incident.zone, "language": language},
    )
    if request.method == "POST" and form.is_valid():
        try:
            return HttpResponseRedirect(_start(request.actor, incident, form).url)
        except Invalid as problem:
            show_problems(form, problem)
    context = {"form": form, "incident": incident, "section": "incidents"}
    return render(request, "postmortems/start.html", context, status=422 if form.errors else 200)


def _template_of(incident: Incident) -> str:
    """What its type wants, where there is such a template."""
    wanted = incident.type.template
    return wanted if is_offered(wanted) else DEFAULT


def _start(actor: Actor, incident: Incident, form: StartForm) -> Postmortem:
    chosen = dict(form.cleaned_data)
    numbers = [int(each) for each in chosen.pop("further")]
    more = Incident.objects.visible_to(actor).filter(number__in=numbers).order_by("number")
    return start(actor, [incident, *more], **chosen)


def _further(actor: Actor, incident: Incident) -> list[tuple[str, str]]:
    """Recent incidents that are over and have no report yet."""
    recent = Incident.objects.visible_to(actor).exclude(pk=incident.pk).filter(coverage=None)
    recent = recent.exclude(status__category__in=OPEN_CATEGORIES).order_by("-declared_at", "-number")
    return [(str(each.number), str(each)) for each in recent.only("number", "title")[:OFFERED]]
