from collections.abc import Callable

import pytest
from django.test import Client

from afterword.incidents.actions.declare import declare
from afterword.incidents.actions.resolve import resolve
from afterword.incidents.actions.set_fields import set_fields
from afterword.incidents.models import Incident, PostmortemRule
from afterword.people.actor import Actor
from afterword.postmortems.actions.start import start
from afterword.postmortems.export import to_markdown
from afterword.postmortems.owed import newest_owed
from tests.asked import a_type, the_field
from tests.world import a_resolved_incident, sev

ClientOf = Callable[[Actor | None], Client]


def over(ada: Actor, rule: str, level: int) -> Incident:
    return resolve(ada, declare(ada, title="Over", type=a_type(postmortem_rule=rule), severity=sev(level)))


@pytest.mark.parametrize(
    ("rule", "level", "is_owed"),
    [
        (PostmortemRule.ALWAYS, 4, True),
        (PostmortemRule.NEVER, 0, False),
        (PostmortemRule.BY_SEVERITY, 0, True),
        (PostmortemRule.BY_SEVERITY, 4, False),
    ],
)
def test_the_rule_of_the_type_decides_whether_a_report_is_owed(
    client_of: ClientOf, ada: Actor, rule: str, level: int, is_owed: bool
) -> None:
    incident = over(ada, rule, level)

    assert bool(newest_owed(ada, limit=9)) == is_owed
    assert ("asks for a postmortem" in client_of(ada).get(incident.url).content.decode()) == is_owed


def test_the_template_of_the_type_is_chosen_already(client_of: ClientOf, ada: Actor) -> None:
    kind = a_type(template="one-pager")
    incident = resolve(ada, declare(ada, title="Over", type=kind))
    other = a_type("Odd", template="was-removed")
    odd = resolve(ada, declare(ada, title="Odd", type=other))

    for each, chosen in ((incident, "one-pager"), (odd, "incident")):
        form = client_of(ada).get(f"{each.url}/postmortem/new").context["form"]
        assert form["template_key"].value() == chosen


def test_the_report_tells_how_it_was_detected_and_the_sides_of_its_cause(ada: Actor) -> None:
    incident = a_resolved_incident(by=ada)
    values = {the_field("detection_method"): "User report", the_field("root_cause_process"): "Nobody\nreviewed retries"}
    set_fields(ada, incident, values)

    report = to_markdown(start(ada, [incident], template_key="one-pager"))

    assert "| Detection method" in report
    assert "User report" in report
    assert "**Process root cause:** Nobody reviewed retries" in report
