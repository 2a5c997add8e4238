"""What hangs on the incidents beside their timelines: tasks, follow-ups, milestones, tags, runbooks."""

from datetime import timedelta

from django.utils import timezone

from afterword.core import clock
from afterword.core.models import Counter
from afterword.followups.models import FollowUp, FollowUpState, Horizon
from afterword.incidents.models import Incident, IncidentTask, Milestone, MilestoneKind, Service, Tag
from afterword.people.actor import Actor
from afterword.people.models import User
from afterword.runbooks.actions.start import start_runbook

AT_ONCE = 2000
TAGS = ("database", "network", "release", "third-party", "capacity", "configuration", "certificate", "data")


def fill_room(incidents: list[Incident], people: list[User], services: list[Service]) -> None:
    """A tag for every incident, and two follow-ups, two tasks and three milestones for every fifth of them."""
    tags = Tag.objects.bulk_create([Tag(name=name) for name in TAGS])
    through = Incident.tags.through
    through.objects.bulk_create(
        [through(incident_id=each.pk, tag_id=tags[each.number % len(tags)].pk) for each in incidents],
        batch_size=AT_ONCE,
    )
    worked = incidents[::5]
    FollowUp.objects.bulk_create(_followups(worked, people), batch_size=AT_ONCE)
    Counter.objects.update_or_create(name="followup", defaults={"last": 2 * len(worked)})
    IncidentTask.objects.bulk_create(_tasks(worked, people), batch_size=AT_ONCE)
    Milestone.objects.bulk_create(_milestones(worked), batch_size=AT_ONCE)
    for service in services:
        start_runbook(Actor.system(), f"When {service} answers slowly", services=[service])


def _followups(incidents: list[Incident], people: list[User]) -> list[FollowUp]:
    today = timezone.localdate(clock.now())
    states, horizons = list(FollowUpState), list(Horizon)
    return [
        FollowUp(
            number=2 * position + step + 1,
            incident=incident,
            title=f"Watch the queue of service {incident.number % 40:02}",
            priority=(position + step) % 4,
            horizon=horizons[(position + step) % len(horizons)],
            owner=people[(position + step) % len(people)],
            due_on=today + timedelta(days=(position + 7 * step) % 90 - 30),
            state=states[(position + step) % len(states)],
            created_at=incident.declared_at + timedelta(hours=step),
        )
        for position, incident in enumerate(incidents)
        for step in range(2)
    ]


def _tasks(incidents: list[Incident], people: list[User]) -> list[IncidentTask]:
    return [
        IncidentTask(
            incident=incident,
            title="Ask the provider which of its sites is slow",
            assignee=people[(incident.number + step) % len(people)],
            done_at=incident.resolved_at if step else None,
        )
        for incident in incidents
        for step in range(2)
    ]


def _milestones(incidents: list[Incident]) -> list[Milestone]:
    kinds = (MilestoneKind.DETECTED, MilestoneKind.DISCOVERY, MilestoneKind.DEPLOYED)
    return [
        Milestone(
            incident=incident,
            kind=kind,
            occurred_at=incident.declared_at + timedelta(minutes=10 * step),
            details={"finding": "The cache is empty"} if kind == MilestoneKind.DISCOVERY else {},
        )
        for incident in incidents
        for step, kind in enumerate(kinds)
    ]
