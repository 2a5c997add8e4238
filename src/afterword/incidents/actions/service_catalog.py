"""Services: adding one, describing it, and taking it out of use."""

from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from afterword.access.audit import audit
from afterword.access.policy import lock, require
from afterword.access.verbs import Verb
from afterword.core import clock
from afterword.core.errors import Conflict, Invalid
from afterword.core.marks import mark_of
from afterword.incidents.catalog import NAME_LENGTH
from afterword.incidents.models import Service, Tier
from afterword.incidents.validation import clean_long_text, clean_text
from afterword.people.actor import Actor
from afterword.people.models import Team

DESCRIPTION_LENGTH = 2000


@dataclass(frozen=True)
class ServiceFacts:
    """What a person says about a service."""

    name: str
    description: str = ""
    owner: Team | None = None
    tier: int | None = None

    @classmethod
    def of(cls, service: Service) -> "ServiceFacts":
        return cls(service.name, service.description, service.owner, service.tier)

    @property
    def mark(self) -> str:
        """What a writer saw, to notice that it changed meanwhile."""
        return mark_of(vars(self))


@transaction.atomic
def add_service(actor: Actor, facts: ServiceFacts) -> Service:
    """Invalid when the name is missing or taken."""
    require(actor, Verb.SETTINGS_MANAGE)
    service = Service()
    _give(service, facts)
    _store(service)
    audit(actor, "service.added", service)
    return service


@transaction.atomic
def change_service(actor: Actor, service: Service, facts: ServiceFacts, *, seen: str = "") -> Service:
    """Raises Conflict when it is no longer as the writer saw it (`seen`, the mark of its facts then)."""
    service = lock(actor, Verb.SERVICE_UPDATE, service)
    before = ServiceFacts.of(service)
    _give(service, facts)
    after = ServiceFacts.of(service)
    if before == after:
        return service
    if seen and seen != before.mark:
        words = _("Somebody else changed this while you were writing. Save again to put yours in its place.")
        raise Conflict(words, code="changed_meanwhile")
    _store(service)
    names = [name for name, value in vars(after).items() if value != getattr(before, name)]
    changed = {name: [str(getattr(before, name)), str(getattr(after, name))] for name in names}
    audit(actor, "service.changed", service, facts=", ".join(names), changed=changed)
    return service


@transaction.atomic
def retire_service(actor: Actor, service: Service) -> Service:
    """No longer offered; incidents that name it keep it."""
    service = lock(actor, Verb.SERVICE_UPDATE, service)
    if service.retired_at is None:
        service.retired_at = clock.now()
        service.save(update_fields=["retired_at"])
        audit(actor, "service.retired", service)
    return service


@transaction.atomic
def revive_service(actor: Actor, service: Service) -> Service:
    service = lock(actor, Verb.SERVICE_UPDATE, service)
    if service.retired_at:
        service.retired_at = None
        service.save(update_fields=["retired_at"])
        audit(actor, "service.revived", service)
    return service


def _give(service: Service, facts: ServiceFacts) -> None:
    name = " ".join(clean_text(facts.name).split())
    if not name:
        raise Invalid({"name": _("Give the service a name.")})
    if len(name) > NAME_LENGTH:
        raise Invalid({"name": _("Use at most %(most)s characters.") % {"most": NAME_LENGTH}})
    if Service.objects.exclude(pk=service.pk).filter(name__iexact=name).exists():
        raise _taken()
    if facts.tier is not None and facts.tier not in Tier.values:
        raise Invalid({"tier": _("Choose one of the list.")})
    if facts.owner and facts.owner.retired_at and facts.owner.pk != service.owner_id:
        raise Invalid({"owner": _("This team is retired. Choose another one.")})
    service.name, service.tier, service.owner = name, facts.tier, facts.owner
    service.description = clean_long_text(facts.description, field="description", limit=DESCRIPTION_LENGTH)


def _store(service: Service) -> None:
    try:
        with transaction.atomic():
            service.save()
    except IntegrityError:
        raise _taken() from None


def _taken() -> Invalid:
    return Invalid({"name": _("There is a service of this name already.")})
