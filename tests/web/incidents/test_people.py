"""Who is on an incident, as its page shows it and changes it."""

from collections.abc import Callable

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from afterword.incidents.actions.assign_role import assign_role
from afterword.incidents.actions.declare import declare
from afterword.incidents.actions.handovers import accept_handover, offer_handover
from afterword.incidents.actions.join import leave
from afterword.incidents.actions.links import add_link
from afterword.incidents.actions.resolve import resolve
from afterword.incidents.actions.watch import watch
from afterword.incidents.models import Incident, IncidentType, Role
from afterword.people.actor import Actor
from tests.cast import person
from tests.world import a_note, an_incident, user_of

ClientOf = Callable[[Actor | None], Client]


def text(browser: Client, url: str) -> str:
    answer = browser.get(url)
    assert answer.status_code == 200, answer.content
    return answer.content.decode()


def test_one_tap_joins_and_another_leaves(client_of: ClientOf, ada: Actor, bo: Actor) -> None:
    incident = an_incident(commander=ada)
    browser = client_of(bo)

    assert f'action="{incident.url}/joining"' in text(browser, incident.url)
    assert browser.post(f"{incident.url}/joining")["Location"] == incident.url
    assert incident.responders.filter(user=bo.user, left_at=None).exists()
    assert f'action="{incident.url}/joining"' not in text(browser, incident.url)
    browser.post(f"{incident.url}/leaving")
    assert not incident.responders.filter(user=bo.user, left_at=None).exists()


def test_leaving_a_private_incident_leads_away_from_it(client_of: ClientOf, ada: Actor, bo: Actor) -> None:
    incident = assign_role(
        ada, an_incident(commander=ada, is_private=True), Role.objects.get(name="Scribe"), user_of(bo)
    )

    assert client_of(bo).post(f"{incident.url}/leaving")["Location"] == "/incidents"


def test_a_role_that_the_type_asks_for_stands_empty_until_taken(client_of: ClientOf, ada: Actor, bo: Actor) -> None:
    lead = Role.objects.get(name="Communications lead")
    IncidentType.objects.get(is_default=True).roles.add(lead)
    incident = an_incident(commander=ada)
    browser = client_of(bo)

    assert "nobody yet" in text(browser, incident.url)
    browser.post(f"{incident.url}/roles/{lead.pk}/taking")

    assert incident.responders.get(role=lead).user == bo.user
    assert "nobody yet" not in text(browser, incident.url)


def test_an_alarm_stands_in_the_head_and_the_list_while_nobody_commands(
    client_of: ClientOf, ada: Actor, bo: Actor, cy: Actor
) -> None:
    incident = declare(Actor.system(), title="Disk is full")
    alarm = "Nobody commands this incident."

    assert f'action="{incident.url}/command"' in text(client_of(bo), incident.url)
    seen = text(client_of(cy), incident.url)
    assert alarm in seen
    assert f'action="{incident.url}/command"' not in seen
    assert "Nobody commands" in text(client_of(cy), "/incidents")

    client_of(bo).post(f"{incident.url}/command")
    assert alarm not in text(client_of(bo), incident.url)
    assert "Nobody commands" not in text(client_of(cy), "/incidents")
    resolve(bo, leave(bo, Incident.objects.get()))
    assert alarm not in text(client_of(bo), incident.url)


def test_watching_and_who_had_a_part_are_shown_and_switched(client_of: ClientOf, ada: Actor, cy: Actor) -> None:
    incident = an_incident(commander=ada)
    browser = client_of(cy)
    browser.post(f"{incident.url}/watching", {"on": "1"})
    a_note(incident, by=cy)

    page = browser.get(incident.url)
    assert page.context["watchers"] == [cy.user]
    assert {each.name for each in page.context["participants"]} == {"Ada", "Cy"}

    browser.post(f"{incident.url}/watching", {"on": "0"})
    assert not incident.watchers.exists()


def test_the_chat_and_the_call_are_buttons_in_the_head(client_of: ClientOf, ada: Actor) -> None:
    incident = an_incident(commander=ada)
    browser = client_of(ada)
    assert 'value="call" selected' in text(browser, f"{incident.url}/links?kind=call")
    assert text(browser, f"{incident.url}/links?kind=nonsense")

    browser.post(f"{incident.url}/links?kind=chat", {"kind": "chat", "url": "https://chat.example.com/inc"})
    add_link(ada, Incident.objects.get(), url="https://docs.example.com", kind="document")

    head = text(browser, incident.url).split('id="incident-header"')[1].split("</header>")[0]
    assert "https://chat.example.com/inc" in head
    assert "https://docs.example.com" not in head


def test_times_of_a_person_are_listed_corrected_and_removed(client_of: ClientOf, ada: Actor, cy: Actor) -> None:
    incident = an_incident(commander=ada)
    stint = incident.responders.get()
    browser, url = client_of(ada), f"{incident.url}/responders/{stint.pk}"

    assert "Engineering hours" in text(browser, f"{incident.url}/responders")
    assert "Engineering hours" in text(browser, f"{incident.url}/durations")
    assert browser.get(f"{incident.url}/responders/{incident.pk}").status_code == 404
    assert client_of(cy).get(url).status_code == 403
    wrong = browser.post(
        url, {"joined_at": "2026-03-02T14:05", "joined_at_zone": "UTC", "left_at": "soon", "left_at_zone": "UTC"}
    )
    assert wrong.status_code == 422
    missing = browser.post(url, {"joined_at": ""})
    assert "Say when." in missing.content.decode()
    times = {
        "joined_at": "2026-03-02T14:05",
        "left_at": "2026-03-02T15:05",
        "joined_at_zone": "UTC",
        "left_at_zone": "UTC",
    }
    assert browser.post(url, times).status_code == 303
    stint.refresh_from_db()
    assert stint.left_at
    assert (stint.left_at - stint.joined_at).total_seconds() == 3600

    assert browser.post(f"{url}/removal").status_code == 303
    assert not incident.responders.exists()


def test_a_handover_is_offered_with_where_it_stands_and_accepted_in_one_press(
    client_of: ClientOf, ada: Actor, bo: Actor, cy: Actor
) -> None:
    incident = an_incident(commander=ada)
    incident.tasks.create(title="Ask the network team")
    giving, taking = client_of(ada), client_of(bo)
    form = text(giving, f"{incident.url}/handovers")
    assert "Ask the network team" in form
    assert "**State:** SEV-3, Active." in form
    given = {
        "role": str(Role.objects.get(is_commander=True).pk),
        "successor": str(bo.user_id),
        "summary": "All calm\n\n**Next:**",
    }

    assert giving.post(f"{incident.url}/handovers", given).status_code == 303
    again = giving.post(f"{incident.url}/handovers", given | {"summary": "Another"})
    assert again.status_code == 409
    assert "offered to Bo already" in again.content.decode()
    assert giving.post(f"{incident.url}/handovers", given | {"successor": "nobody"}).status_code == 422

    offer = incident.handovers.get()
    assert offer.summary == "All calm"
    assert "Ada asks Bo to take over as Commander." in text(client_of(cy), incident.url)
    assert "/acceptance" not in text(giving, incident.url)
    assert "You are asked to take over" in text(taking, "/")
    assert "You are asked to take over" not in text(giving, "/")
    assert client_of(cy).post(f"{incident.url}/handovers/{offer.pk}/acceptance").status_code == 403
    taking.post(f"{incident.url}/handovers/{offer.pk}/acceptance")
    assert Incident.objects.get().commander == bo.user
    assert "to take over as" not in text(taking, incident.url)


def test_declining_asks_for_words_and_withdrawing_needs_none(client_of: ClientOf, ada: Actor, bo: Actor) -> None:
    incident = an_incident(commander=ada)
    given = {"role": str(Role.objects.get(is_commander=True).pk), "successor": str(bo.user_id), "summary": ""}
    client_of(ada).post(f"{incident.url}/handovers", given)
    offer = incident.handovers.get()
    too_long = client_of(bo).post(f"{incident.url}/handovers/{offer.pk}/refusal", {"reason": "x" * 2001})
    assert too_long.status_code == 422

    client_of(bo).post(f"{incident.url}/handovers/{offer.pk}/refusal", {"reason": "On a train"})
    assert "On a train" in text(client_of(ada), incident.url)

    client_of(ada).post(f"{incident.url}/handovers", given)
    offer = incident.handovers.get(state="offered")
    client_of(ada).post(f"{incident.url}/handovers/{offer.pk}/withdrawal")
    assert not incident.handovers.filter(state="offered").exists()


def test_without_a_role_there_is_nothing_to_hand_over(client_of: ClientOf, ada: Actor, bo: Actor) -> None:
    answer = client_of(bo).get(f"{an_incident(commander=ada).url}/handovers")

    assert answer.status_code == 409
    assert "no role here" in answer.content.decode()


def test_more_people_cost_no_more_statements(client_of: ClientOf, ada: Actor) -> None:
    incident = an_incident(commander=ada)
    browser = client_of(ada)

    def statements() -> int:
        with CaptureQueriesContext(
            connection,
        ) as counted:
            browser.get(incident.url)
        return len(counted)

    statements()
    before = statements()
    for name in ("Eve", "Flo", "Gus"):
        helper = Actor.person(person(name))
        assign_role(ada, Incident.objects.get(), Role.objects.get(name="Responder"), user_of(helper))
        watch(helper, incident)
        a_note(Incident.objects.get(), by=helper)

    assert statements() == before


def test_what_the_successor_needs_to_know_stands_once_on_the_timeline(
    client_of: ClientOf, ada: Actor, bo: Actor
) -> None:
    incident = an_incident(commander=ada)
    accept_handover(bo, offer_handover(ada, incident, user_of(bo), summary="Look at the database first."))

    page = text(client_of(bo), f"{incident.url}/timeline")

    folded = "<details><summary>What they need to know</summary><p>Look at the database first.</p>"
    assert page.count("Look at the database first.") == 2
    assert folded in page
