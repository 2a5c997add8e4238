from afterword.people.actor import Actor
from tests.postmortems.telling import words_of_block
from tests.postmortems.test_executive_summary import a_told_outage


def test_customers_read_when_and_how_much_but_no_names_and_no_inner_workings(ada: Actor) -> None:
    words = words_of_block("customer-text", [a_told_outage(ada)])

    assert words == [
        "Disruption of Accounts",
        "When: 2 March 2026, 11:36 CET to 12:06 CET (30 min)",
        "What you may have noticed: 45 % of all users",
        "Resolution: It ended on 2 March 2026, 12:06 CET.",
        "State: Resolved",
        "We are sorry for the trouble this caused, and thank you for your patience.",
    ]
    assert not any(inner in str(words) for inner in ("Ada", "load balancer", "INC-", "upstream"))
