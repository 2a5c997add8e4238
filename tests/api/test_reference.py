"""The API's own description."""

import re

from tests.api.asking import json_of
from tests.architecture import tree


def test_the_document_names_every_address_with_its_refusals(client_of, db):
    response = client_of(None).get("/api/v1/openapi.json")
    assert response["Content-Type"] == "application/json"
    whole = json_of(response)
    assert whole["openapi"].startswith("3.1")
    declare = whole["paths"]["/api/v1/incidents"]["post"]
    assert {"201", "400", "401", "403", "409", "413", "422"} <= set(declare["responses"])
    assert set(whole["components"]["securitySchemes"]) == {"BearerToken", "BrowserSession"}
    assert "application/problem+json" in whole["components"]["responses"]["404"]["content"]


def test_names_of_operations_and_shapes_are_unique(client_of, db):
    whole = json_of(client_of(None).get("/api/v1/openapi.json"))
    names = [operation["operationId"] for methods in whole["paths"].values() for operation in methods.values()]
    assert len(names) == len(set(names))
    inputs = re.findall(
        r"^class (\w+)\(Input\)", "".join(map(tree.text, tree.modules("src/afterword/api/"))), re.MULTILINE
    )
    assert len(inputs) == len(set(inputs)), "one of them would hide the other in the document"
    assert set(inputs) <= set(whole["components"]["schemas"])


def test_the_page_says_it_without_scripts_of_its_own(client_of, db):
    response = client_of(None).get("/api/v1/docs")
    page = response.content.decode()
    assert "script-src 'self'" in response["Content-Security-Policy"]
    assert "POST /api/v1/incidents/{number}/resolution" in page
    assert not re.search(r"<script(?![^>]*src=)", page)
    links = set(re.findall(r'href="#([^"]+)"', page)) - {"main"}
    assert links <= set(re.findall(r'id="([^"]+)"', page))


def test_the_guide_names_every_address(client_of, db):
    guide = tree.text("docs/reference/api.md")
    paths = json_of(client_of(None).get("/api/v1/openapi.json"))["paths"]
    assert not [path for path in paths if path.removeprefix("/api/v1") not in guide]
