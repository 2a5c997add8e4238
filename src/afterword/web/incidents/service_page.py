"""The services that break: what they are, what was promised of them, and how they fare."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, QuerySet
from django.http import HttpResponse
from django.shortcuts import render

from afterword.access.policy import can, see
from afterword.access.verbs import Verb
from afterword.core import clock
from afterword.incidents.budgets import clipped
from afterword.incidents.downtime import budgets_now, downtime_of
from afterword.incidents.metrics import union_seconds
from afterword.incidents.models import Incident, Service
from afterword.people.actor import Actor
from afterword.web.incidents.budget_words import shown_budgets
from afterword.web.requests import PersonRequest, signed_in

SHOWN = 500
RECENT = 20
RUNBOOKS = 50
WINDOW_DAYS = 30


@signed_in
def list_of_them(request: PersonRequest) -> HttpResponse:
    """Those in use, or with `?retired=1` those that are not."""
    is_retired = request.GET.get("retired") == "1"
    rows = Service.objects.visible_to(request.actor).filter(retired_at__isnull=not is_retired)
    services = list(rows.select_related("owner").prefetch_related("objectives")[:SHOWN])
    now = clock.now()
    by_service: dict[UUID, list[Any]] = {}
    for each in budgets_now(request.actor, services, now):
        by_service.setdefault(each.service.pk, []).append(each)
    open_ones = _open_by_service(request.actor)
    context = {
        "section": "settings",
        "rows": [
            {
                "service": each,
                "open": open_ones.get(each.pk, 0),
                "budgets": shown_budgets(by_service.get(each.pk, [])),
            }
            for each in services
        ],
        "is_retired": is_retired,
        "may_add": can(request.actor, Verb.SETTINGS_MANAGE),
    }
    return render(request, "incidents/service_list.html", context)


@signed_in
def show(request: PersonRequest, service_id: UUID) -> HttpResponse:
    service = found(request, service_id)
    now = clock.now()
    incidents = _incidents(request.actor, service)
    objectives = list(service.objectives.all())
    context = {
        "section": "settings",
        "service": service,
        "links": list(service.links.all()),
        "runbooks": list(_runbooks(request.actor, service)[:RUNBOOKS]),
        "budgets": shown_budgets(budgets_now(request.actor, [service], now)),
        "retired_objectives": [each for each in objectives if each.retired_at],
        "downtime": _downtime(request.actor, service),
        "window_days": WINDOW_DAYS,
        "open_incidents": list(incidents.open()[:RECENT]),
        "recent_incidents": list(incidents.exclude(pk__in=incidents.open().values("pk"))[:RECENT]),
        "may_update": can(request.actor, Verb.SERVICE_UPDATE, service),
        "may_start_runbook": service.retired_at is None and can(request.actor, Verb.RUNBOOK_EDIT),
    }
    return render(request, "incidents/service.html", context)


def found(request: PersonRequest, service_id: UUID) -> Service:
    return see(request.actor, Service.objects.filter(pk=service_id).with_promises())


def _incidents(actor: Actor, service: Service) -> Any:
    rows = Incident.objects.visible_to(actor).filter(services=service)
    return rows.select_related("severity", "status", "commander").order_by("-declared_at", "-number")


def _runbooks(actor: Actor, service: Service) -> QuerySet[Any]:
    runbooks: QuerySet[Any] = service.runbooks.visible_to(actor).filter(retired_at=None)
    return runbooks


def _open_by_service(actor: Actor) -> dict[UUID, int]:
    rows = Incident.objects.visible_to(actor).open().exclude(services=None).order_by()
    return dict(rows.values_list("services").annotate(size=Count("pk")))


def _downtime(actor: Actor, service: Service) -> int:
    now = clock.now()
    since = now - timedelta(days=WINDOW_DAYS)
    down = downtime_of(actor, [service.pk], since, now, now)[service.pk]
    return union_seconds(clipped([each.span for each in down], since, now))
