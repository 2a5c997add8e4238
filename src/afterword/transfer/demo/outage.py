"""The worked example: half an hour in which signing in failed, worked by people and told in a finished report.

Everything happens through the verbs, with the clock set to the minute of the story.
"""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

from afterword.core import clock
from afterword.followups.actions.add_followup import add_followup
from afterword.followups.actions.set_state import set_state
from afterword.followups.draft import FollowUpDraft
from afterword.followups.models import FollowUpKind, FollowUpState, Horizon
from afterword.incidents.actions.add_note import add_note
from afterword.incidents.actions.assign_role import assign_role
from afterword.incidents.actions.communications import Told, log_communication
from afterword.incidents.actions.declare import ImpactDraft, Times, declare
from afterword.incidents.actions.describe import set_root_cause, set_summary
from afterword.incidents.actions.impacts import ImpactFigures, add_impact
from afterword.incidents.actions.links import add_link
from afterword.incidents.actions.milestones import mark_milestone
from afterword.incidents.actions.post_update import post_update
from afterword.incidents.actions.resolve import Ending, resolve
from afterword.incidents.actions.set_fields import set_fields
from afterword.incidents.actions.set_severity import set_severity
from afterword.incidents.actions.set_status import set_status
from afterword.incidents.models import (
    Audience,
    Channel,
    Experience,
    Field,
    Incident,
    LinkKind,
    MilestoneKind,
)
from afterword.people.actor import Actor
from afterword.postmortems.actions.edit import edit_section
from afterword.postmortems.actions.start import start
from afterword.postmortems.models import Postmortem
from afterword.transfer.demo.cast import Cast
from afterword.transfer.demo.stage import BERLIN, clock_of, count, is_told, key_of, role, service, severity, stable

STORY = "sign-in-outage"
DAY = datetime(2026, 2, 3, 12, tzinfo=UTC)
BEGAN, ENDED = clock_of(DAY, 10, 36), clock_of(DAY, 11, 6)
REPORT = Path(__file__).parent / "outage-report.md"

SUMMARY = """\
A deployment changed the routing rules of the load balancer. One rule sent the traffic of the sign-in API to an \
upstream that does not exist, and about 45 % of active users could no longer sign in. Restoring the previous rules \
brought the service back."""

CAUSE = """\
A load balancer rule in the deployment of that morning named an upstream that does not exist. Every request that \
matched it got an error instead of reaching the sign-in API, whose own servers stayed healthy the whole time."""


def tell(cast: Cast) -> None:
    """Tell the story unless it is here already."""
    if is_told(STORY):
        return
    incident = _detect(cast)
    _find_the_cause(cast, incident)
    _bring_it_back(cast, incident)
    _wrap_up(cast, incident)
    _say_what_is_known(cast, incident)
    _follow_up(cast, incident)
    _report(cast, incident)


MILESTONES: tuple[tuple[str, tuple[int, int], dict[str, str]], ...] = (
    (
        MilestoneKind.ESCALATED,
        (10, 46),
        {"escalated_to": "Platform team", "reason": "The application servers are healthy"},
    ),
    (
        MilestoneKind.DISCOVERY,
        (10, 44),
        {
            "finding": "Requests fail before they reach the sign-in API",
            "evidence": "Its own logs show no errors",
            "data_source": "Load balancer metrics",
        },
    ),
    (
        MilestoneKind.CAUSE_FOUND,
        (10, 47),
        {
            "root_cause": "A new routing rule names an upstream that does not exist",
            "confirmation": "All failing requests match that rule",
        },
    ),
    (
        MilestoneKind.DEPLOYED,
        (10, 50),
        {
            "action": "The previous routing rules were put back in place",
            "method": "Rollback of the deployment",
            "responsible": "Platform team",
        },
    ),
    (
        MilestoneKind.RECOVERED,
        (11, 0),
        {"status": "Errors are back to normal", "validation": "Share of failed sign-ins"},
    ),
)
STATUS_PAGE = (
    (10, 44, "Signing in fails for many of you. We are working on it."),
    (11, 8, "Signing in works again. We are sorry for the trouble."),
)


def _at(hour: int, minute: int) -> datetime:
    """People act 40 seconds into the minute: the first failures came that much before the alert."""
    return clock_of(DAY, hour, minute) + timedelta(seconds=40)


def _detect(cast: Cast) -> Incident:
    with clock.at(_at(10, 38)):
        incident = declare(
            cast.bo,
            commander=cast.ada.user,
            title="Sign-in fails for almost half of all users",
            severity=severity(2),
            services=[service("Sign-in API", cast.platform), service("Session service", cast.platform)],
            teams=[cast.platform],
            impact=ImpactDraft("About 45 % of active users can't sign in or lose their session", BEGAN),
            times=Times(started_at=BEGAN, detected_at=_at(10, 36)),
            zone=BERLIN,
            is_demo=True,
            source_key=key_of(STORY),
        )
        monitoring = Actor.integration("Monitoring")
        add_note(cast.bo, incident, "The deployment of this morning’s routing rules ends.", occurred_at=_at(10, 35))
        words = "Alert: the sign-in API answers with far more 5xx errors than usual."
        add_note(monitoring, incident, words, occurred_at=_at(10, 36), is_important=True)
        words = "Acknowledged the page. Looking at the application logs and the load balancer’s metrics."
        add_note(cast.bo, incident, words, is_important=True)
    return incident


def _find_the_cause(cast: Cast, incident: Incident) -> None:
    with clock.at(_at(10, 40)):
        words = "Support: customers write that signing in ends with an error page. Some get in at the second try."
        add_note(cast.cy, incident, words)
    with clock.at(_at(10, 42)):
        _spread_the_work(cast, incident)
        set_severity(cast.ada, incident, severity(1), reason="Nearly every second sign-in fails.")
        words = "About 45 % of users can't sign in. We look at the sign-in API and at what stands in front of it."
        post_update(cast.ada, incident, words, next_due_at=_at(10, 55))
        add_link(
            cast.ada,
            incident,
            url="https://chat.example.com/sign-in-outage",
            title="#sign-in-outage",
            kind=LinkKind.CHAT,
        )
    with clock.at(_at(10, 46)):
        words = "Escalated to the platform team: the application servers are healthy, so the fault is in front of them."
        add_note(cast.bo, incident, words, is_important=True)
        url, kind = "https://grafana.example.com/d/load-balancer", LinkKind.DASHBOARD
        add_link(cast.bo, incident, url=url, title="Load balancer: errors by rule", kind=kind)
    with clock.at(_at(10, 47)):
        words = "**Cause found.** A rule of the new deployment sends sign-in traffic to an upstream that doesn't exist."
        add_note(cast.ada, incident, words, is_important=True)


def _spread_the_work(cast: Cast, incident: Incident) -> None:
    for actor, what in ((cast.bo, role("Responder")), (cast.di, role("Communications lead"))):
        if what and actor.user:
            assign_role(cast.ada, incident, what, actor.user)


def _bring_it_back(cast: Cast, incident: Incident) -> None:
    with clock.at(_at(10, 50)):
        words = "Rollback started: the previous routing rules go back in place."
        add_note(cast.bo, incident, words, is_important=True)
    with clock.at(_at(10, 53)):
        words = "The cause is a wrong routing rule. We are restoring the previous rules; sign-in should recover soon."
        post_update(cast.ada, incident, words, next_due_at=_at(11, 10))
    with clock.at(_at(11, 0)):
        words = "Monitoring confirms the recovery: errors are back to normal and users sign in again."
        add_note(cast.bo, incident, words, is_important=True)
        set_status(cast.ada, incident, stable(), reason="Errors are back to normal.")
    with clock.at(_at(11, 6)):
        words = "Sign-in works for everybody again and has been stable for more than five minutes."
        post_update(cast.ada, incident, words)
        resolve(cast.ada, incident, Ending(impact_ended_at=ENDED))


def _wrap_up(cast: Cast, incident: Incident) -> None:
    with clock.at(_at(11, 8)):
        add_note(cast.di, incident, "The public status page says “resolved”: 8 minutes after the recovery.")
    with clock.at(_at(11, 25)):
        set_summary(cast.ada, incident, SUMMARY)
        set_root_cause(cast.ada, incident, CAUSE)
        words = "About 18,000 failed attempts to sign in, about 1,200 incomplete transactions"
        add_impact(cast.di, incident, words, started_at=BEGAN, ended_at=ENDED, is_downtime=False)
        url, kind = "https://wiki.example.com/runbooks/load-balancer-rollback", LinkKind.RUNBOOK
        add_link(cast.bo, incident, url=url, title="Roll back load balancer rules", kind=kind)


def _say_what_is_known(cast: Cast, incident: Incident) -> None:
    """Figures, detection, milestones and messages: what a report writes itself from."""
    with clock.at(_at(11, 30)):
        felt, failed = incident.impacts.order_by("created_at")
        experience = Experience.objects.get(name="Degraded")
        count(cast.di, felt, ImpactFigures(experience=experience, users_percent=Decimal(45), geography="Europe"))
        count(cast.di, failed, ImpactFigures(failed_requests=18_000))
        detection = Field.objects.get(key="detection_method")
        set_fields(cast.bo, incident, {detection: "Monitor"})
        for kind, moment, details in MILESTONES:
            mark_milestone(cast.bo, incident, kind, occurred_at=_at(*moment), details=details)
        for hour, minute, message in STATUS_PAGE:
            told = Told(message, Audience.OUTSIDE, Channel.STATUS_PAGE, to_whom="customers", told_at=_at(hour, minute))
            log_communication(cast.di, incident, told)
        told = Told("Sign-in is down for many, platform is on it.", to_whom="#engineering", told_at=_at(10, 43))
        log_communication(cast.di, incident, told)


def _follow_up(cast: Cast, incident: Incident) -> None:
    """What they agreed on the same day; two are done, one is still open."""
    with clock.at(_at(14, 0)):
        checked = FollowUpDraft(
            "Check that every upstream of a routing rule exists before it is deployed",
            kind=FollowUpKind.TECHNICAL,
            horizon=Horizon.WEEK,
            owner=cast.bo.user,
            details={
                "current_state": "Rules are deployed as written; a name that does not exist is found by users.",
                "target_state": "The pipeline refuses a rule whose upstream does not exist.",
            },
        )
        warned = FollowUpDraft(
            "Alert on the share of failed sign-ins, not only on server errors",
            kind=FollowUpKind.MONITOR,
            horizon=Horizon.MONTH,
            owner=cast.ada.user,
            owner_team=cast.platform,
            details={"purpose": "Notices failed sign-ins within two minutes.", "threshold": "5 % over 2 minutes"},
        )
        practised = FollowUpDraft(
            "Practise rolling back the load balancer every quarter",
            kind=FollowUpKind.PROCESS,
            horizon=Horizon.QUARTER,
            owner_team=cast.platform,
        )
        added = [add_followup(cast.ada, incident, draft) for draft in (checked, warned, practised)]
    with clock.at(_at(16, 30) + timedelta(days=2)):
        for followup in added[:2]:
            set_state(cast.bo, followup, FollowUpState.COMPLETE)


def _report(cast: Cast, incident: Incident) -> None:
    """Drafted and written the next day, within the 48 hours that the team gives itself."""
    with clock.at(_at(9, 30) + timedelta(days=1)):
        report = start(cast.ada, [incident], language="en", zone=BERLIN)
        for section, markdown in sections(REPORT.read_text(encoding="utf-8")).items():
            _write(cast.ada, report, section, markdown)


def _write(actor: Actor, report: Postmortem, section: str, markdown: str) -> None:
    edit_section(actor, report, section, markdown, base=report.document.head)
    report.document.refresh_from_db()


def sections(markdown: str) -> dict[str, str]:
    """Each section with its heading, under the id that stands in a comment above it."""
    parts = markdown.split("<!-- section: ")[1:]
    return {name.strip(): body.strip() for name, _, body in (part.partition(" -->") for part in parts)}
