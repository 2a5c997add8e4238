from afterword.incidents.actions.milestones import mark_milestone
from afterword.incidents.actions.set_fields import set_fields
from afterword.people.actor import Actor
from afterword_text.tree import children, walk
from tests.asked import the_field
from tests.postmortems.telling import nodes_of, words_of_block
from tests.world import a_resolved_incident


def test_five_whys_begin_with_what_was_filled_in(ada: Actor) -> None:
    incident = a_resolved_incident(by=ada)
    causes = {"technical": "The pool ran out.", "process": "Nobody reviews limits.", "organisational": "No owner."}
    set_fields(ada, incident, {the_field(f"root_cause_{side}"): words for side, words in causes.items()})

    assert words_of_block("five-whys", [incident]) == [
        "Why did it happen?",
        "The pool ran out.",
        "Why was that so?",
        "And why was that so?",
        "Why did our process let it through?",
        "Nobody reviews limits.",
        "Why is the way we work together like that?",
        "No owner.",
    ]
    assert sum(each["type"] == "guide" for each in walk(nodes_of("five-whys", [incident]))) == 5


def test_discoveries_are_the_first_technical_factors_and_two_are_always_asked_for(ada: Actor) -> None:
    incident = a_resolved_incident(by=ada)
    mark_milestone(
        ada, incident, "discovery", details={"finding": "Retries tripled the load.", "evidence": "Dashboard 7"}
    )

    (listing,) = children(nodes_of("factors", [incident], params={"side": "technical"}))

    assert len(children(listing)) == 2
    words = words_of_block("factors", [incident])
    assert words == ["Retries tripled the load", "Evidence: Dashboard 7"]


def test_human_factors_ask_for_what_made_a_step_reasonable(ada: Actor) -> None:
    (listing,) = children(nodes_of("factors", [a_resolved_incident(by=ada)], params={"side": "human"}))

    assert "made their step reasonable" in str(listing)
