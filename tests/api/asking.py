"""Asking the API in tests: bodies as JSON, answers checked for the least that every answer has."""

import json
from typing import TYPE_CHECKING, Any

from django.test import Client

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Response

PROBLEM = "application/problem+json"


def send(client: Client, method: str, path: str, body: object = None, **headers: str) -> "Response":
    """One request below /api/v1; the body as JSON, or as it is when it is bytes."""
    return client.generic(
        method,
        f"/api/v1{path}",
        body if isinstance(body, bytes) else _encoded(body),
        content_type="application/json",
        headers={name.replace("_", "-"): value for name, value in headers.items()},
    )


def get(client: Client, path: str) -> Any:
    """What a successful GET answers."""
    return data_of(send(client, "GET", path), 200)


def post(client: Client, path: str, body: object = None, *, status: int = 201, **headers: str) -> Any:
    return data_of(send(client, "POST", path, body, **headers), status)


def data_of(response: "Response", status: int) -> Any:
    assert response.status_code == status, response.content.decode()
    assert response["Content-Type"] == "application/json"
    return json_of(response)


def problem_of(response: "Response", status: int, code: str) -> Any:
    """The problem document, after checking that it is one."""
    assert response.status_code == status, response.content.decode()
    assert response["Content-Type"] == PROBLEM
    problem = json_of(response)
    assert (problem["type"], problem["status"], problem["code"]) == ("about:blank", status, code)
    assert problem["title"]
    assert problem["detail"]
    return problem


def json_of(response: "Response") -> Any:
    return json.loads(response.content)


def _encoded(body: object) -> str:
    return "" if body is None else json.dumps(body)
