"""The OpenAPI document: what the routers say, and the refusals that any of them may answer."""

from collections.abc import Iterator
from functools import cache
from http import HTTPStatus
from typing import Any

from ninja import NinjaAPI
from pydantic import TypeAdapter

from afterword.api.problems import MEDIA_TYPE
from afterword.api.v1.shapes import Problem

Operation = dict[str, Any]
WRITES = ("post", "put", "patch", "delete")
CHANGING = ("put", "patch", "delete")


@cache
def document(api: NinjaAPI) -> dict[str, Any]:
    """Made once for each process."""
    whole: dict[str, Any] = dict(api.get_openapi_schema(path_prefix="/api/v1/"))
    components = dict(whole["components"])
    components["schemas"] = {**components["schemas"], "Problem": TypeAdapter(Problem).json_schema()}
    components["responses"] = {str(status): _problem(status) for status in _ANY}
    whole["components"] = components
    for path, method, operation in operations(whole):
        operation["responses"] = _with_problems(path, method, operation)
    return whole


def operations(whole: dict[str, Any]) -> Iterator[tuple[str, str, Operation]]:
    """Path, method and description of each, in the order of the routers."""
    for path, methods in whole["paths"].items():
        for method, operation in methods.items():
            yield path, method, operation


_ANY = (400, 401, 403, 404, 405, 409, 413, 422, 500)


def _with_problems(path: str, method: str, operation: Operation) -> dict[str, Any]:
    wanted = {401, 405, 500}
    if "requestBody" in operation:
        wanted |= {400, 413, 422}
    if operation.get("parameters"):
        wanted.add(422)
    if "{" in path:
        wanted.add(404)
    if method in WRITES:
        wanted |= {403, 409}
    known = {str(status): described for status, described in operation["responses"].items()}
    return known | {str(status): {"$ref": f"#/components/responses/{status}"} for status in sorted(wanted)}


def _problem(status: int) -> dict[str, Any]:
    schema = {"$ref": "#/components/schemas/Problem"}
    return {"description": HTTPStatus(status).phrase, "content": {MEDIA_TYPE: {"schema": schema}}}
