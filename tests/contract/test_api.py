"""Whatever is sent, the API answers what its OpenAPI document says: codes and bodies that stand there, no failures."""

from collections.abc import Iterator

import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, settings
from schemathesis.checks import CheckFunction, not_a_server_error
from schemathesis.config import SchemathesisConfig
from schemathesis.specs.openapi import checks as openapi_checks

from afterword.api.openapi import document
from afterword.api.v1.api import api
from afterword.incidents.actions.impacts import add_impact
from afterword.incidents.actions.milestones import mark_milestone
from afterword.incidents.actions.tasks import add_task
from afterword.incidents.models import Incident
from afterword.postmortems.actions.start import start
from afterword.runbooks.actions.start import start_runbook
from tests.cast import ROBOS_SECRET
from tests.followups.making import a_followup
from tests.world import a_note, a_resolved_incident, a_service, an_incident

EXAMPLES = 8  # for each operation, besides those at the edges of each field
CONFIG = SchemathesisConfig.from_dict(
    {
        "generation": {"deterministic": True, "max-examples": EXAMPLES, "database": "none"},
        "base-url": "http://localhost/",
    }
)
CHECKS: list[CheckFunction] = [
    not_a_server_error,
    openapi_checks.status_code_conformance,
    openapi_checks.content_type_conformance,
    openapi_checks.response_schema_conformance,
    openapi_checks.response_headers_conformance,
    openapi_checks.negative_data_rejection,
]
schema = schemathesis.openapi.from_dict(document(api), config=CONFIG)
schema.app = WSGIHandler()


@pytest.fixture
def something_there(ada, robo) -> Incident:
    """An open incident with a bit of everything, and a report about another one: most addresses lead somewhere."""
    incident = an_incident(commander=ada, services=(a_service(),))
    add_impact(ada, incident, "slow")
    add_task(ada, incident, "look again")
    mark_milestone(ada, incident, "detected")
    start_runbook(ada, "Look at it")
    a_followup(incident, by=ada)
    a_note(Incident.objects.get(), "looking", by=robo)
    start(ada, [a_resolved_incident(by=ada)])
    return incident


@pytest.fixture(autouse=True)
def one_connection() -> Iterator[None]:
    """Each request would end the connection, and with it the transaction that the test lives in."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@schema.parametrize()
@settings(suppress_health_check=list(HealthCheck), deadline=None, max_examples=20)
def test_it_answers_what_it_promises(case, something_there):
    if isinstance(case.path_parameters.get("number"), int):
        case.path_parameters["number"] = 1
    case.call_and_validate(headers={"Authorization": f"Bearer {ROBOS_SECRET}"}, checks=CHECKS)
