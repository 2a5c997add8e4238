from afterword.people.actor import Actor
from afterword.postmortems.actions.edit import edit_section
from afterword.postmortems.actions.start import start
from afterword.postmortems.listing import PostmortemFilter, find_postmortems
from afterword.postmortems.models import Postmortem
from afterword.postmortems.searching import index, index_later, search_postmortems
from tests.world import a_resolved_incident


def a_found_report(actor: Actor, text: str) -> Postmortem:
    report = start(actor, [a_resolved_incident("Search was down", by=actor)], language="en")
    edit_section(actor, report, "lessons", f"## What we learned\n\n{text}", base=1)
    index_later(str(report.pk))
    return report


def test_a_report_is_found_by_what_people_wrote(ada: Actor) -> None:
    report = a_found_report(ada, "Canary releases would have told us.")

    assert [each.row for each in search_postmortems(ada, "canary")] == [report]
    assert list(find_postmortems(ada, PostmortemFilter(words="canary told"))) == [report]
    assert not search_postmortems(ada, "penguin")


def test_a_report_is_found_by_its_number_at_once(ada: Actor) -> None:
    report = start(ada, [a_resolved_incident(by=ada)])

    assert [each.row for each in search_postmortems(ada, "pm-1")] == [report]


def test_what_is_private_is_not_found(ada: Actor, cy: Actor) -> None:
    report = a_found_report(ada, "Canary releases would have told us.")
    report.incidents.update(is_private=True)

    assert not search_postmortems(cy, "canary")
    assert not search_postmortems(cy, "PM-1")


def test_a_report_that_is_gone_leaves_the_index(ada: Actor) -> None:
    report = a_found_report(ada, "Canary")
    index(report)
    key = str(report.pk)
    report.delete()

    index_later(key)

    assert not search_postmortems(ada, "canary")
