from django.utils import translation

from afterword.incidents.models import Incident
from afterword.people.actor import Actor
from afterword.postmortems.facts import gather
from afterword.postmortems.placeholders import filled, unknown_in
from afterword_text.markdown import parse, write
from tests.postmortems.telling import BERLIN
from tests.postmortems.test_executive_summary import a_told_outage
from tests.world import a_resolved_incident


def told(markdown: str, incident: Incident) -> str:
    with translation.override("en"):
        return write(filled(parse(markdown), gather([incident], "", BERLIN), "Ada")).strip()


def test_names_are_replaced_by_what_is_known(ada: Actor) -> None:
    incident = a_told_outage(ada)

    assert (
        told("{{INCIDENT_ID}} by {{AUTHOR}}, {{ SEVERITY }}: {{SERVICES}}", incident) == "INC-1 by Ada, SEV-1: Accounts"
    )
    assert told("{{DATE}}, {{INCIDENT_START}}", incident) == "2 March 2026, 2 March 2026, 11:36 CET"
    assert told("**{{TITLE}}**", incident) == "**Sign-in fails**"


def test_times_relative_to_the_incident_are_utc_in_code(ada: Actor) -> None:
    incident = a_told_outage(ada)

    assert told("`{{INCIDENT_START_MINUS_1H}}`", incident) == "`2026-03-02T09:36:00Z`"
    assert told("`{{INCIDENT_END_PLUS_30M}} {{INCIDENT_END_PLUS_2D}}`", incident) == (
        "`2026-03-02T11:36:00Z 2026-03-04T11:06:00Z`"
    )


def test_the_time_of_a_step_is_told_beside_its_name(ada: Actor) -> None:
    incident = a_told_outage(ada)

    assert told("**{{TIME}}** - **Root Cause Identified**", incident).startswith("**11:47 CET** ")
    assert told("**{{TIME}}** - **Detection**", incident).startswith("**11:37 CET** ")


def test_what_is_not_known_says_so_and_stays_in_code(ada: Actor) -> None:
    incident = a_resolved_incident(by=ada)

    assert told("Services: {{SERVICES}}", incident) == 'Services: <mark data-claim="unknown">not recorded</mark>'
    assert told("`service:{{SERVICE}}`", incident) == "`service:{{SERVICE}}`"


def test_names_that_nobody_knows_stay_and_are_reported(ada: Actor) -> None:
    tree = parse("{{WEATHER}} and `{{INCIDENT_START_MINUS_1Y}}` and {{DATE}}")

    assert unknown_in(tree) == ["WEATHER", "INCIDENT_START_MINUS_1Y"]
    assert "{{WEATHER}}" in told("{{WEATHER}}", a_resolved_incident(by=ada)).replace("\\", "")
