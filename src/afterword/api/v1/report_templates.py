"""What a report can begin with: the templates that come with Afterword, and our own as Markdown."""

from django.http import HttpResponse
from ninja import Router
from typing_extensions import TypedDict  # the schema generator needs this one below Python 3.12

from afterword.api.answers import answer, gone
from afterword.api.auth import ApiRequest
from afterword.api.v1.inputs import Input, Name
from afterword.postmortems.actions.templates import replace_template, retire_template
from afterword.postmortems.template_files import template, template_keys, templates
from afterword.postmortems.template_text import Template, remarks_on

router = Router(tags=["Templates"])


class SectionShape(TypedDict):
    """An optional one is left out of a report that does not ask for it."""

    id: str
    title: str
    is_optional: bool


class TemplateShape(TypedDict):
    """`is_own` is false for those that come with Afterword, which can't be changed."""

    key: str
    language: str
    name: str
    description: str
    kind: str
    needs_incident: bool
    is_own: bool
    sections: list[SectionShape]


class TemplateList(TypedDict):
    items: list[TemplateShape]


class WholeTemplate(TemplateShape):
    """`remarks` names blocks and placeholders that nobody knows, each with its line."""

    text: str
    remarks: list[str]


class TemplateInput(Input):
    text: str
    language: Name = "en"


@router.get("/templates", response=TemplateList, summary="Templates of reports")
def list_templates(request: ApiRequest, language: Name = "en") -> HttpResponse:  # noqa: ARG001
    """Each once, in the language asked for where it has that one."""
    return answer({"items": [_shape(each) for each in templates(language)]})


@router.get("/templates/{key}", response=WholeTemplate, summary="Read a template")
def get_template(request: ApiRequest, key: str, language: Name = "en") -> HttpResponse:  # noqa: ARG001
    """With its Markdown, to keep or to begin another one with."""
    return answer(_whole(template(key, language)))


@router.put("/templates/{key}", response=WholeTemplate, summary="Write a template of your own")
def put_template(request: ApiRequest, key: str, body: TemplateInput) -> HttpResponse:
    """Makes it, or gives it another text. The same text twice is once."""
    replace_template(request.auth, key, body.language, body.text)
    return answer(_whole(template(key, body.language)))


@router.delete("/templates/{key}", response={204: None}, summary="Retire a template of your own")
def delete_template(request: ApiRequest, key: str, language: Name = "en") -> HttpResponse:
    """No new report begins with it."""
    retire_template(request.auth, key, language)
    return gone()


def _shape(of: Template) -> TemplateShape:
    return {
        "key": of.key,
        "language": of.language,
        "name": of.name,
        "description": of.description,
        "kind": of.kind,
        "needs_incident": of.needs_incident,
        "is_own": of.key not in template_keys(),
        "sections": [{"id": each.id, "title": each.title, "is_optional": each.is_optional} for each in of.sections],
    }


def _whole(of: Template) -> WholeTemplate:
    return {**_shape(of), "text": of.text, "remarks": remarks_on(of.text)}
