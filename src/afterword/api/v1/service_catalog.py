"""Services: whose they are, what belongs to them, and what is left of what was promised."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from ninja import Router
from typing_extensions import TypedDict  # the schema generator needs this one below Python 3.12

from afterword.api.answers import answer
from afterword.api.auth import ApiRequest
from afterword.api.v1.inputs import Name
from afterword.api.v1.lookup import row_with
from afterword.api.v1.shapes import ServiceShape
from afterword.core import clock
from afterword.core.errors import NotFound
from afterword.incidents.downtime import ObjectiveBudget, budgets_now
from afterword.incidents.models import Service
from afterword.people.actor import Actor

router = Router(tags=["Services"])


class ServiceList(TypedDict):
    items: list[ServiceShape]


class ServiceLinkShape(TypedDict):
    kind: str
    title: str
    url: str


class ObjectiveShape(TypedDict):
    """A promise, and what became of its budget in the window that ends now. `state` is good, low or exhausted;
    incidents that you may not see are not counted."""

    kind: str
    name: str
    target_percent: float
    window_days: int
    budget_seconds: float
    downtime_seconds: int
    left_seconds: float
    availability_percent: float
    state: str


class ServiceInFull(ServiceShape):
    links: list[ServiceLinkShape]
    objectives: list[ObjectiveShape]


@router.get("/services", response=ServiceList, summary="Services")
def list_services(request: ApiRequest) -> HttpResponse:
    found = Service.objects.visible_to(request.auth).filter(retired_at=None).select_related("owner")
    return answer({"items": [_shape(each) for each in found]})


@router.get("/services/{service}", response=ServiceInFull, summary="Read a service")
def read_service(request: ApiRequest, service: Name) -> HttpResponse:
    """By name or id: its links, its objectives and what is left of their budgets."""
    found = _service(request.auth, service)
    links: list[ServiceLinkShape] = [
        {"kind": each.kind, "title": each.title, "url": each.url} for each in found.links.all()
    ]
    budgets = budgets_now(request.auth, [found], clock.now())
    whole: ServiceInFull = {**_shape(found), "links": links, "objectives": [_objective(each) for each in budgets]}
    return answer(whole)


def _service(actor: Actor, given: str) -> Service:
    rows = Service.objects.visible_to(actor).with_promises()
    found = row_with(rows, given) or rows.filter(name__iexact=given).first()
    if found is None:
        raise NotFound(_("There is no such service."))
    return found


def _shape(service: Service) -> ServiceShape:
    return {
        "id": str(service.pk),
        "name": service.name,
        "owner": service.owner.name if service.owner else None,
        "description": service.description,
        "tier": service.tier,
        "url": service.url,
    }


def _objective(kept: ObjectiveBudget) -> ObjectiveShape:
    objective, budget = kept.objective, kept.budget
    return {
        "kind": objective.kind,
        "name": objective.name,
        "target_percent": float(objective.target),
        "window_days": objective.window_days,
        "budget_seconds": budget.seconds,
        "downtime_seconds": budget.downtime_seconds,
        "left_seconds": budget.left_seconds,
        "availability_percent": budget.availability,
        "state": budget.state,
    }
