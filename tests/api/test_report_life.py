"""The life of a report over the API."""

import pytest

from afterword.postmortems.actions.publish import publish
from afterword.postmortems.models import Postmortem
from tests.api.asking import data_of, get, post, problem_of, send
from tests.postmortems.reporting import a_report, reviews_are_needed
from tests.world import a_resolved_incident


@pytest.fixture
def client(client_of, robo):
    return client_of(robo)


def test_it_is_reviewed_approved_published_and_taken_back(client, ada, bo):
    url = a_report(by=ada).url
    asked = {"reviewers": [{"person": "bo@example.com"}, {"person": "robo@example.com", "role": "manager"}]}

    reviewed = post(client, f"{url}/review", asked, status=200)
    assert reviewed["state"] == "in_review"
    assert [each["role"] for each in reviewed["reviewers"]] == ["technical", "manager"]
    approved = post(client, f"{url}/approval", {"role": "manager", "comment": "Fine"}, status=200)
    assert (approved["state"], approved["approvals"][0]["comment"]) == ("in_review", "Fine")
    assert post(client, f"{url}/approval", {"role": "technical"}, status=200)["state"] == "approved"
    back = data_of(send(client, "DELETE", f"{url}/approval?role=technical"), 200)
    assert back["state"] == "in_review"
    published = post(client, f"{url}/publication", status=200)
    assert (published["state"], published["published_revision"]) == ("published", 2)
    problem_of(send(client, "PATCH", url, {"title": "Other"}), 409, "published")
    problem_of(send(client, "POST", f"{url}/draft"), 422, "invalid")
    assert post(client, f"{url}/draft", {"reason": "The times were wrong"}, status=200)["state"] == "draft"


def test_what_is_missing_is_said_before_and_when_it_is_refused(client, ada, di):
    reviews_are_needed(di, "manager")
    url = a_report(by=ada).url

    assert get(client, url)["missing"] == "It still needs the approval of: Manager."
    problem_of(send(client, "POST", f"{url}/publication"), 409, "not_approved")


def test_one_without_an_incident_gets_one_and_loses_it_again(client, ada):
    made = post(client, "/postmortems", {"title": "Launch", "owner": "ada@example.com"})
    incident = a_resolved_incident(by=ada)

    assert (made["owner"]["name"], made["incidents"]) == ("Ada", [])
    covered = post(client, f"{made['url']}/incidents", {"number": incident.number}, status=200)
    assert [each["number"] for each in covered["incidents"]] == [incident.number]
    bare = data_of(send(client, "DELETE", f"{made['url']}/incidents/{incident.number}"), 200)
    assert bare["incidents"] == []


def test_owner_and_dates_change_and_what_is_left_out_stays(client, ada):
    url = a_report(by=ada).url

    changed = data_of(send(client, "PATCH", url, {"owner": None, "review_on": "2026-05-04"}), 200)

    assert (changed["owner"], changed["review_on"]) == (None, "2026-05-04")
    assert changed["follow_up_on"]


def test_revisions_are_kept_read_and_brought_back(client, ada):
    report = a_report(by=ada)

    kept = post(client, f"{report.url}/revisions", {"name": "First"})
    assert (kept["number"], kept["kind"], kept["authors"]) == (1, "named", ["Ada"])
    assert get(client, f"{report.url}/revisions")["items"] == [kept]
    assert get(client, f"{report.url}/revisions/1") == kept
    text = send(client, "GET", f"{report.url}/revisions/1.md").content.decode()
    assert "revision: 1" in text
    assert post(client, f"{report.url}/revisions/1/restoration", status=200)["state"] == "draft"
    problem_of(send(client, "GET", f"{report.url}/revisions/2"), 404, "not_found")


def test_only_its_own_people_delete_it(client, client_of, ada, robo):
    problem_of(send(client, "DELETE", a_report(by=ada).url), 403, "not_allowed")
    own = a_report(by=robo)
    assert send(client, "DELETE", own.url).status_code == 204
    assert not Postmortem.objects.filter(pk=own.pk).exists()


def test_the_list_takes_the_filters_of_the_page(client, ada):
    publish(ada, a_report("Search was down", by=ada))
    a_report("Checkout failed", by=ada)

    def titles(query):
        return [each["title"] for each in get(client, f"/postmortems?{query}")["items"]]

    assert titles("state=published") == ["Search was down"]
    assert titles("owner=ada@example.com&sort=oldest&limit=1") == ["Search was down"]
    problem_of(send(client, "GET", "/postmortems?colour=red"), 422, "invalid")
