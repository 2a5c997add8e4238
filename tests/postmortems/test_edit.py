import pytest

from afterword.core.errors import Invalid, NotAllowed
from afterword.people.actor import Actor
from afterword.postmortems.actions.edit import edit_section, rename
from afterword.postmortems.actions.start import start
from afterword.postmortems.export import to_markdown
from afterword.postmortems.models import Postmortem
from tests.world import a_resolved_incident


def a_report(actor: Actor) -> Postmortem:
    return start(actor, [a_resolved_incident(by=actor)], language="en")


def test_a_section_is_written_as_markdown(ada: Actor) -> None:
    report = a_report(ada)

    edit_section(ada, report, "lessons", "## What we learned\n\nCanaries **help**.", base=report.document.head)

    report.refresh_from_db()
    assert "Canaries **help**." in to_markdown(report)
    assert "## Timeline" in to_markdown(report)


def test_two_people_in_one_section_lose_no_word(ada: Actor, bo: Actor) -> None:
    report = a_report(ada)
    base = report.document.head

    edit_section(ada, report, "lessons", "## What we learned\n\nAda was here.\n\nEnd.", base=base)
    edit_section(bo, report, "lessons", "## What we learned\n\nBo was here.\n\nEnd.", base=base)

    markdown = to_markdown(Postmortem.objects.get(pk=report.pk))
    assert "\n\nAda was here.\n\n" in markdown
    assert "\n\nBo was here.\n\n" in markdown


def test_saving_what_is_there_already_changes_nothing(ada: Actor) -> None:
    report = a_report(ada)
    text = "## What we learned\n\nOnce."
    first = edit_section(ada, report, "lessons", text, base=report.document.head)

    assert edit_section(ada, report, "lessons", text, base=first) == first


def test_an_outsider_may_read_but_not_write(ada: Actor, cy: Actor) -> None:
    report = a_report(ada)

    with pytest.raises(NotAllowed):
        edit_section(cy, report, "lessons", "Mine", base=report.document.head)
    with pytest.raises(NotAllowed):
        rename(cy, report, "Mine")


def test_a_title_has_256_characters_at_most(ada: Actor) -> None:
    report = a_report(ada)

    assert rename(ada, report, "x" * 256).title == "x" * 256
    with pytest.raises(Invalid):
        rename(ada, report, "x" * 257)
