"""What an incident cost: money, complaints, work."""

from dataclasses import dataclass, fields
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from afterword.access.policy import lock
from afterword.access.verbs import Verb
from afterword.core.errors import Invalid
from afterword.incidents.figures import clean_amount, clean_count, clean_currency, difference, written
from afterword.incidents.kinds import BusinessImpactChanged
from afterword.incidents.models import BusinessImpact, Incident
from afterword.incidents.validation import clean_long_text
from afterword.people.actor import Actor
from afterword.timeline.meanwhile import refuse_if_changed
from afterword.timeline.record import record

METHOD_LENGTH = 2000
MOST_MONEY, MOST_HOURS, MOST_NPS = Decimal(10**15), Decimal(1_000_000), Decimal(200)
COUNTS = ("support_tickets", "complaints", "social_mentions", "escalations")


@dataclass(frozen=True)
class BusinessFigures:
    """All that is known. Unknown is None or empty, never 0. `engineering_hours` is what people say."""

    currency: str = ""
    revenue_lost: Decimal | None = None
    revenue_method: str = ""
    potential_loss: Decimal | None = None
    support_tickets: int | None = None
    complaints: int | None = None
    social_mentions: int | None = None
    nps_change: Decimal | None = None
    escalations: int | None = None
    executives_involved: bool | None = None
    engineering_hours: Decimal | None = None

    @classmethod
    def of(cls, kept: BusinessImpact) -> "BusinessFigures":
        return cls(**{each.name: getattr(kept, each.name) for each in fields(cls)})

    def told(self) -> dict[str, str]:
        return {each.name: written(getattr(self, each.name)) for each in fields(self)}


@transaction.atomic
def set_business_impact(
    actor: Actor, incident: Incident, figures: BusinessFigures, *, since: int | None = None
) -> BusinessImpact:
    """Say what it cost, as far as it is known; these figures take the place of those before.

    Raises Conflict when somebody else has changed them since entry number `since`, Invalid for what can't be.
    """
    incident = lock(actor, Verb.INCIDENT_UPDATE, incident)
    kept = BusinessImpact.objects.filter(incident=incident).first() or BusinessImpact(incident=incident)
    figures = _cleaned(figures)
    changes = difference(BusinessFigures.of(kept).told(), figures.told())
    if not changes:
        return kept
    refuse_if_changed(incident, actor, since, BusinessImpactChanged)
    for each in fields(figures):
        setattr(kept, each.name, getattr(figures, each.name))
    kept.save()
    record(incident, actor, BusinessImpactChanged(changes))
    return kept


def _cleaned(given: BusinessFigures) -> BusinessFigures:
    cleaned = BusinessFigures(
        currency=clean_currency(given.currency),
        revenue_lost=clean_amount(given.revenue_lost, field="revenue_lost", places=2, most=MOST_MONEY),
        revenue_method=clean_long_text(given.revenue_method, field="revenue_method", limit=METHOD_LENGTH),
        potential_loss=clean_amount(given.potential_loss, field="potential_loss", places=2, most=MOST_MONEY),
        nps_change=clean_amount(given.nps_change, field="nps_change", places=2, least=-MOST_NPS, most=MOST_NPS),
        executives_involved=given.executives_involved,
        engineering_hours=clean_amount(given.engineering_hours, field="engineering_hours", places=2, most=MOST_HOURS),
        **{name: clean_count(getattr(given, name), field=name) for name in COUNTS},
    )
    has_money = cleaned.revenue_lost is not None or cleaned.potential_loss is not None
    if has_money and not cleaned.currency:
        raise Invalid({"currency": _("Say in which currency the money is.")})
    return cleaned
