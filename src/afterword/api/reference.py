"""The OpenAPI document and the page that people read it on. Both are public: they hold nothing of this installation."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import groupby
from typing import Any

import msgspec
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from afterword.api.answers import JSON_TYPE
from afterword.api.openapi import document, operations
from afterword.api.v1.api import api

Schema = dict[str, Any]
REF = "#/components/schemas/"


@dataclass(frozen=True)
class Field:
    name: str
    type: str
    is_required: bool
    about: str
    link: str = ""


@dataclass(frozen=True)
class Route:
    method: str
    path: str
    title: str
    about: str
    parameters: list[Field]
    body: str
    answers: list[Field]


@dataclass(frozen=True)
class Group:
    name: str
    routes: list[Route]


@dataclass(frozen=True)
class Shape:
    name: str
    about: str
    fields: list[Field] = field(default_factory=list)


@csrf_exempt
@require_safe
@cache_control(public=True, max_age=300)
def openapi_json(_request: HttpRequest) -> HttpResponse:
    return HttpResponse(_encoded(), content_type=JSON_TYPE)


@csrf_exempt
@require_safe
@cache_control(public=True, max_age=300)
def reference(request: HttpRequest) -> HttpResponse:
    """Plain HTML, rendered here: nothing is fetched from elsewhere and nothing runs in the page."""
    whole = document(api)
    context = {"about": _in_one_line(whole["info"]["description"]), "groups": groups(whole), "shapes": shapes(whole)}
    return render(request, "api/reference.html", context)


@cache
def _encoded() -> bytes:
    return msgspec.json.encode(document(api))


def groups(whole: Schema) -> list[Group]:
    tagged = [(operation["tags"][0], _route(path, method, operation)) for path, method, operation in operations(whole)]
    return [Group(tag, [route for _, route in some]) for tag, some in groupby(tagged, key=lambda pair: pair[0])]


def shapes(whole: Schema) -> list[Shape]:
    schemas = sorted(whole["components"]["schemas"].items())
    return [Shape(name, _in_one_line(schema.get("description", "")), list(_fields(schema))) for name, schema in schemas]


def _route(path: str, method: str, operation: Schema) -> Route:
    body = operation.get("requestBody", {}).get("content", {}).get(JSON_TYPE, {}).get("schema", {})
    return Route(
        method.upper(),
        path,
        operation["summary"],
        _in_one_line(operation.get("description", "")),
        [_parameter(each) for each in operation["parameters"]],
        _target(body),
        [_answer(status, each) for status, each in operation["responses"].items() if status < "300"],
    )


def _in_one_line(docstring: str) -> str:
    """Where a docstring breaks its lines says nothing to its readers."""
    return " ".join(docstring.split())


def _parameter(parameter: Schema) -> Field:
    about = parameter.get("description", "")
    return Field(parameter["name"], _type(parameter["schema"]), parameter["required"], about)


def _answer(status: str, response: Schema) -> Field:
    contents: Schema = response.get("content", {})
    content: Schema = next(iter(contents.values())) if contents else {}
    schema: Schema = content.get("schema", {})
    kind = _type(schema) if schema else ""
    return Field(status, kind, is_required=True, about=response["description"], link=_target(schema))


def _fields(schema: Schema) -> Iterator[Field]:
    required = schema.get("required", ())
    for name, described in schema.get("properties", {}).items():
        yield Field(name, _type(described), name in required, described.get("description", ""), _target(described))


def _target(schema: Schema) -> str:
    """The name of the shape that this is, or is made of; "" for plain values."""
    inner = [schema, schema.get("items", {}), *schema.get("anyOf", ()), *schema.get("allOf", ())]
    return next((each["$ref"].removeprefix(REF) for each in inner if "$ref" in each), "")


def _type(schema: Schema) -> str:
    """In a word or a few: "text", "list of IncidentRow", "moment or null"."""
    if "$ref" in schema:
        return str(schema["$ref"]).removeprefix(REF)
    for choices in (schema.get("anyOf"), schema.get("allOf")):
        if choices:
            return " | ".join(_type(each) for each in choices)
    if "enum" in schema or "const" in schema:
        return " | ".join(f'"{value}"' for value in schema.get("enum", [schema.get("const")]))
    if schema.get("type") == "array":
        return f"[{_type(schema.get('items', {}))}]"
    return str(schema.get("format") or schema.get("type") or "any")
