import pytest

from afterword.core.errors import Conflict, Invalid, NotFound
from afterword.documents.tree import tree_of
from afterword.incidents.actions.milestones import mark_milestone
from afterword.people.actor import Actor
from afterword.postmortems.actions.add_proposed import add_proposed
from afterword.postmortems.actions.edit import edit_section
from afterword.postmortems.actions.publish import publish
from afterword.postmortems.actions.start import start
from afterword.postmortems.models import Postmortem
from afterword.postmortems.proposals import proposal_of
from afterword_text import plain
from afterword_text.sections import section_markdown
from tests.world import a_resolved_incident


def a_report(ada: Actor) -> Postmortem:
    """Drafted before anybody said what was done, and written in since."""
    report = start(ada, [a_resolved_incident(by=ada)], language="en")
    edit_section(ada, report, "overview", "## Overview\n\nAda's own words.", base=report.document.head)
    mark_milestone(ada, report.incidents.get(), "deployed", details={"action": "The cache was emptied."})
    return Postmortem.objects.get(pk=report.pk)


def test_what_was_chosen_stands_below_what_people_wrote(ada: Actor) -> None:
    report = a_report(ada)
    told = next(each for each in proposal_of(report, "overview") if "emptied" in str(each.block))

    add_proposed(ada, report, "overview", [told.key])

    report = Postmortem.objects.get(pk=report.pk)
    words = plain.write(tree_of(report.document)).split("\n")
    assert words[words.index("Ada's own words.") + 1].startswith("What we did: The cache was emptied (")
    assert next(each for each in proposal_of(report, "overview") if each.key == told.key).is_there


def test_a_proposal_that_says_something_else_by_now_is_not_added(ada: Actor) -> None:
    report = a_report(ada)

    with pytest.raises(Conflict, match="changed meanwhile"):
        add_proposed(ada, report, "overview", ["0123456789abcdef"])
    with pytest.raises(Invalid):
        add_proposed(ada, report, "overview", [])
    assert section_markdown(tree_of(report.document), "overview") == "## Overview\n\nAda's own words.\n"


def test_a_section_that_the_template_does_not_have_and_a_published_report_are_refused(ada: Actor) -> None:
    report = a_report(ada)
    with pytest.raises(NotFound):
        proposal_of(report, "weather")
    key = proposal_of(report, "overview")[0].key
    publish(ada, report)

    with pytest.raises(Conflict):
        add_proposed(ada, report, "overview", [key])


def test_a_module_that_was_left_out_can_be_proposed_for_a_section_of_its_name(ada: Actor) -> None:
    assert [each.is_there for each in proposal_of(a_report(ada), "costs")] == [False, False, False]
