"""What an organisation asks about its incidents: types, fields with their choices, and what users may meet."""

from django.db.models import Prefetch
from django.http import HttpResponse
from ninja import Router
from typing_extensions import TypedDict  # the schema generator needs this one below Python 3.12

from afterword.api.answers import answer
from afterword.api.auth import ApiRequest
from afterword.incidents.models import Experience, Field, FieldChoice, IncidentType, Role, TypeField

router = Router(tags=["Catalog"])


class FieldOfType(TypedDict):
    """`required_at` is "declare", "resolve" or empty."""

    name: str
    required_at: str


class TypeShape(TypedDict):
    """`fields` are those it asks for beside those on every type, or more strictly than they are."""

    id: str
    name: str
    guidance: str
    is_default: bool
    is_private: bool
    postmortem_rule: str
    template: str
    roles: list[str]
    fields: list[FieldOfType]
    checklist: list[str]


class TypeList(TypedDict):
    items: list[TypeShape]


class FieldShape(TypedDict):
    """`choices` is empty unless one chooses from a list; `key` names a field that reports look for."""

    id: str
    key: str | None
    name: str
    kind: str
    group: str
    help_text: str
    is_for_all: bool
    required_at: str
    choices: list[str]


class FieldList(TypedDict):
    items: list[FieldShape]


class ExperienceShape(TypedDict):
    id: str
    name: str
    guidance: str
    is_downtime: bool


class ExperienceList(TypedDict):
    items: list[ExperienceShape]


@router.get("/types", response=TypeList, summary="Types of incidents")
def list_types(request: ApiRequest) -> HttpResponse:  # noqa: ARG001
    """Each with the roles, fields and tasks that it asks for."""
    uses = TypeField.objects.filter(field__retired_at=None).select_related("field")
    roles = Role.objects.filter(retired_at=None)
    found = IncidentType.objects.filter(retired_at=None).prefetch_related(
        Prefetch("own_fields", uses), Prefetch("roles", roles), "checklist"
    )
    return answer({"items": [_type(each) for each in found]})


@router.get("/fields", response=FieldList, summary="Fields of incidents")
def list_fields(request: ApiRequest) -> HttpResponse:  # noqa: ARG001
    """Beyond what every incident has."""
    choices = FieldChoice.objects.filter(retired_at=None)
    found = Field.objects.filter(retired_at=None).prefetch_related(Prefetch("choices", choices))
    return answer({"items": [_field(each) for each in found]})


@router.get("/experiences", response=ExperienceList, summary="What users meet")
def list_experiences(request: ApiRequest) -> HttpResponse:  # noqa: ARG001
    """And whether it counts as downtime, unless an impact says otherwise."""
    found = Experience.objects.filter(retired_at=None)
    return answer({"items": list(found.values("id", "name", "guidance", "is_downtime"))})


def _type(of: IncidentType) -> TypeShape:
    return {
        "id": str(of.pk),
        "name": of.name,
        "guidance": of.guidance,
        "is_default": of.is_default,
        "is_private": of.is_private,
        "postmortem_rule": of.postmortem_rule,
        "template": of.template,
        "roles": [each.name for each in of.roles.all()],
        "fields": [{"name": use.field.name, "required_at": use.required_at} for use in of.own_fields.all()],
        "checklist": [each.text for each in of.checklist.all()],
    }


def _field(of: Field) -> FieldShape:
    return {
        "id": str(of.pk),
        "key": of.key,
        "name": of.name,
        "kind": of.kind,
        "group": of.group,
        "help_text": of.help_text,
        "is_for_all": of.is_for_all,
        "required_at": of.required_at,
        "choices": [each.name for each in of.choices.all()],
    }
