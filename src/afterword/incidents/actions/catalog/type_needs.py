"""What an incident type asks for: roles to fill and fields of its own."""

from collections.abc import Collection, Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from afterword.access.audit import audit
from afterword.core.errors import Invalid
from afterword.incidents.actions.catalog.hold import hold
from afterword.incidents.models import Field, IncidentType, RequiredAt, Role, TypeField
from afterword.incidents.nouns.fields import WITH_CHOICES
from afterword.people.actor import Actor


@transaction.atomic
def set_roles(actor: Actor, kind: IncidentType, roles: Collection[Role]) -> IncidentType:
    """Ask for exactly these roles while an incident of the type is open."""
    _noun, kind, _peers = hold(actor, kind)
    before, wanted = set(kind.roles.all()), set(roles)
    retired = [each for each in wanted - before if each.retired_at]
    if retired:
        raise Invalid({"roles": _("The role %(name)s is no longer used.") % {"name": retired[0].label}})
    if before == wanted:
        return kind
    kind.roles.set(wanted)
    audit(actor, "catalog.type_roles", kind, roles=", ".join(sorted(str(each) for each in wanted)))
    return kind


@transaction.atomic
def set_fields(actor: Actor, kind: IncidentType, asked: Mapping[Field, str]) -> IncidentType:
    """Ask for exactly these fields beside those on every type, each required at declaring, at resolving or never.

    What incidents say in a field that is asked for no longer stays with them.
    """
    _noun, kind, _peers = hold(actor, kind)
    before = {use.field: use for use in kind.own_fields.select_related("field")}
    _check(asked, before)
    if {field: use.required_at for field, use in before.items()} == dict(asked):
        return kind
    kind.own_fields.exclude(field__in=asked).delete()
    for position, (field, required_at) in enumerate(asked.items()):
        TypeField.objects.update_or_create(
            type=kind, field=field, defaults={"required_at": required_at, "position": position}
        )
    audit(actor, "catalog.type_fields", kind, fields=", ".join(str(each) for each in asked))
    return kind


def _check(asked: Mapping[Field, str], before: Mapping[Field, TypeField]) -> None:
    for field, required_at in asked.items():
        if required_at not in RequiredAt.values:
            raise Invalid({"fields": _("Choose one of the list.")})
        if field.retired_at and field not in before:
            raise Invalid({"fields": _("The field %(name)s is no longer used.") % {"name": field.label}})
        if required_at and field.kind in WITH_CHOICES and not field.choices.filter(retired_at=None).exists():
            words = _("Give the field %(name)s something to choose from first; then it can be required.")
            raise Invalid({"fields": words % {"name": field.label}})
