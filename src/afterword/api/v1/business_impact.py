"""What an incident cost."""

from decimal import Decimal

from django.http import HttpResponse
from ninja import Router

from afterword.api.answers import answer
from afterword.api.auth import ApiRequest
from afterword.api.v1.inputs import Amount, Input, Name
from afterword.api.v1.lookup import incident_at
from afterword.api.v1.shapes import BusinessImpactShape
from afterword.incidents.actions.set_business_impact import BusinessFigures, set_business_impact
from afterword.incidents.models import BusinessImpact

router = Router(tags=["Impacts"])


class BusinessImpactInput(Input):
    """All that is known: these figures take the place of those before. Money is in one currency."""

    currency: Name = ""
    revenue_lost: Amount | None = None
    revenue_method: str = ""
    potential_loss: Amount | None = None
    support_tickets: int | None = None
    complaints: int | None = None
    social_mentions: int | None = None
    nps_change: Amount | None = None
    escalations: int | None = None
    executives_involved: bool | None = None
    engineering_hours: Amount | None = None


@router.get(
    "/incidents/{int:number}/business-impact", response=BusinessImpactShape, summary="Read what an incident cost"
)
def read_business_impact(request: ApiRequest, number: int) -> HttpResponse:
    incident = incident_at(request.auth, number)
    kept = BusinessImpact.objects.filter(incident=incident).first()
    return answer(_business_shape(kept or BusinessImpact(incident=incident)))


@router.put(
    "/incidents/{int:number}/business-impact", response=BusinessImpactShape, summary="Say what an incident cost"
)
def put_business_impact(request: ApiRequest, number: int, body: BusinessImpactInput) -> HttpResponse:
    incident = incident_at(request.auth, number)
    kept = set_business_impact(request.auth, incident, BusinessFigures(**dict(body)))
    return answer(_business_shape(kept))


def _business_shape(kept: BusinessImpact) -> BusinessImpactShape:
    return {
        "currency": kept.currency,
        "revenue_lost": _money(kept.revenue_lost),
        "revenue_method": kept.revenue_method,
        "potential_loss": _money(kept.potential_loss),
        "support_tickets": kept.support_tickets,
        "complaints": kept.complaints,
        "social_mentions": kept.social_mentions,
        "nps_change": None if kept.nps_change is None else float(kept.nps_change),
        "escalations": kept.escalations,
        "executives_involved": kept.executives_involved,
        "engineering_hours": None if kept.engineering_hours is None else float(kept.engineering_hours),
    }


def _money(amount: Decimal | None) -> str | None:
    return None if amount is None else f"{amount:.2f}"
