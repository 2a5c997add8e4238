"""Types and fields for tests to ask about."""

from afterword.incidents.models import ChecklistItem, Field, FieldChoice, IncidentType, RequiredAt, TypeField


def a_type(name: str = "Data incident", *, checklist: tuple[str, ...] = (), **facts: object) -> IncidentType:
    kind, is_new = IncidentType.objects.get_or_create(name=name, defaults=facts)
    if is_new:
        for position, text in enumerate(checklist):
            ChecklistItem.objects.create(type=kind, text=text, position=position)
    return kind


def a_field(
    kind: str = "text",
    name: str = "",
    *,
    choices: tuple[str, ...] = (),
    of: IncidentType | None = None,
    required_at: str = RequiredAt.NEVER,
    **facts: object,
) -> Field:
    """On every type, or only on the one given, which then says whether it is required."""
    on_all = {"is_for_all": of is None, "required_at": RequiredAt.NEVER if of else required_at}
    field = Field.objects.create(name=name or f"A {kind}", kind=kind, **{**on_all, **facts})
    for position, choice in enumerate(choices):
        FieldChoice.objects.create(field=field, name=choice, position=position)
    if of:
        TypeField.objects.create(type=of, field=field, required_at=required_at)
    return field


def the_field(key: str) -> Field:
    """A seeded one."""
    return Field.objects.get(key=key)
