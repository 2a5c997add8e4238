"""Adding services, describing them, and what is promised of them."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.forms import Form
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from afterword.access.policy import require
from afterword.access.verbs import Verb
from afterword.core.errors import Conflict, Invalid, NotFound
from afterword.incidents.actions.objectives import (
    Promise,
    add_objective,
    change_objective,
    retire_objective,
    revive_objective,
)
from afterword.incidents.actions.service_catalog import (
    ServiceFacts,
    add_service,
    change_service,
    retire_service,
    revive_service,
)
from afterword.incidents.actions.service_links import add_service_link, remove_service_link
from afterword.incidents.models import Objective, Service
from afterword.web.form_errors import show_refusal, status_of
from afterword.web.incidents.service_forms import ObjectiveForm, ServiceForm, ServiceLinkForm
from afterword.web.incidents.service_page import found
from afterword.web.requests import PersonRequest, SeeOther, sent, signed_in


@dataclass(frozen=True)
class Ask:
    """What a form says; `mark` is what is there now, where two may write at once."""

    heading: str
    action: str
    back: str
    mark: Callable[[], str] | None = None


@signed_in
def add(request: PersonRequest) -> HttpResponse:
    require(request.actor, Verb.SETTINGS_MANAGE)
    form = ServiceForm(sent(request))
    ask = Ask(_("New service"), _("Add service"), "/services")
    return _converse(request, form, ask, lambda: add_service(request.actor, form.facts()).url)


@signed_in
def change(request: PersonRequest, service_id: UUID) -> HttpResponse:
    service = _to_change(request, service_id)
    known = ServiceFacts.of(service)
    form = ServiceForm(sent(request), service=service, initial={**vars(known), "seen": known.mark})

    def run() -> str:
        return change_service(request.actor, service, form.facts(), seen=form.cleaned_data["seen"]).url

    def mark() -> str:
        return ServiceFacts.of(found(request, service_id)).mark

    return _converse(request, form, Ask(_("Change the service"), _("Save service"), service.url, mark), run)


@require_POST
@signed_in
def set_retired(request: PersonRequest, service_id: UUID) -> HttpResponse:
    """Take it out of use (`is_retired=1`), or bring it back."""
    service = found(request, service_id)
    verb = retire_service if request.POST.get("is_retired") == "1" else revive_service
    return SeeOther(verb(request.actor, service).url)


@signed_in
def add_a_link(request: PersonRequest, service_id: UUID) -> HttpResponse:
    service = _to_change(request, service_id)
    form = ServiceLinkForm(sent(request))

    def run() -> str:
        add_service_link(request.actor, service, **form.cleaned_data)
        return service.url

    return _converse(request, form, Ask(_("Add a link"), _("Add link"), service.url), run)


@require_POST
@signed_in
def remove_a_link(request: PersonRequest, service_id: UUID, link_id: UUID) -> HttpResponse:
    service = found(request, service_id)
    link = next((each for each in service.links.all() if each.pk == link_id), None)
    if link:
        remove_service_link(request.actor, link)
    return SeeOther(service.url)


@signed_in
def add_promise(request: PersonRequest, service_id: UUID) -> HttpResponse:
    service = _to_change(request, service_id)
    form = ObjectiveForm(sent(request), initial={"kind": "slo", "window_days": 30})

    def run() -> str:
        add_objective(request.actor, service, form.promise())
        return service.url

    return _converse(request, form, Ask(_("Add an objective"), _("Add objective"), service.url), run)


@signed_in
def change_promise(request: PersonRequest, service_id: UUID, objective_id: UUID) -> HttpResponse:
    service = _to_change(request, service_id)
    objective = _objective(service, objective_id)
    known = Promise.of(objective)
    form = ObjectiveForm(
        sent(request), initial={**vars(known), "target": f"{known.target.normalize():f}", "seen": known.mark}
    )

    def run() -> str:
        change_objective(request.actor, objective, form.promise(), seen=form.cleaned_data["seen"])
        return service.url

    def mark() -> str:
        return Promise.of(_objective(found(request, service_id), objective_id)).mark

    return _converse(request, form, Ask(_("Change the objective"), _("Save objective"), service.url, mark), run)


@require_POST
@signed_in
def set_promise_retired(request: PersonRequest, service_id: UUID, objective_id: UUID) -> HttpResponse:
    """Stop measuring it (`is_retired=1`), or go on."""
    service = found(request, service_id)
    verb = retire_objective if request.POST.get("is_retired") == "1" else revive_objective
    verb(request.actor, _objective(service, objective_id))
    return SeeOther(service.url)


def _to_change(request: PersonRequest, service_id: UUID) -> Service:
    service = found(request, service_id)
    require(request.actor, Verb.SERVICE_UPDATE, service)
    return service


def _objective(service: Service, objective_id: UUID) -> Objective:
    objective = next((each for each in service.objectives.all() if each.pk == objective_id), None)
    if objective is None:
        raise NotFound(_("There is nothing here, or it is not shared with you."))
    return objective


def _converse(request: PersonRequest, form: Form, ask: Ask, run: Callable[[], str]) -> HttpResponse:
    """Show the form, or run the verb and go where it says; a refusal is shown in the form, words kept.

    Once a conflict was shown, saving again replaces knowingly.
    """
    status = status_of(form)
    if form.is_bound and form.is_valid():
        try:
            return SeeOther(run())
        except (Invalid, Conflict) as refusal:
            status = show_refusal(form, refusal)
            if ask.mark and refusal.code == "changed_meanwhile" and isinstance(form.data, QueryDict):
                form.data = form.data.copy()
                form.data["seen"] = ask.mark()
    context = {
        "heading": ask.heading,
        "action_label": ask.action,
        "form": form,
        "back_href": ask.back,
        "section": "settings",
    }
    return render(request, "incidents/service_form.html", context, status=status)
