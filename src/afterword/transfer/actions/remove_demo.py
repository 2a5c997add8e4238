"""Taking the demo out again and leaving everything else as it is."""

from collections.abc import Callable
from dataclasses import dataclass, field

from allauth.account.models import EmailAddress
from django.db import models, transaction
from django.db.models import F

from afterword.access.audit import audit
from afterword.access.models import AuditEntry
from afterword.access.policy import require
from afterword.access.verbs import Verb
from afterword.core.search import drop
from afterword.followups import searching as followups
from afterword.followups.models import FollowUp
from afterword.incidents.models import Incident, SavedView, Service, Watcher
from afterword.incidents.searching import KIND
from afterword.people.actor import Actor
from afterword.people.models import ApiToken, Membership, SignInLink, Team, User
from afterword.postmortems import searching as reports
from afterword.postmortems.models import Postmortem
from afterword.timeline.models import TimelineEntry
from afterword.transfer.erase import erase, is_mentioned

# Goes with a person and is nobody else's; the audit trail knows people by name.
THEIR_OWN = (ApiToken, SignInLink, Membership, EmailAddress, AuditEntry)


@dataclass
class Removed:
    """How many went, and who stays because something that is not demo names them."""

    incidents: int = 0
    reports: int = 0
    people: int = 0
    teams: int = 0
    services: int = 0
    entries_of_others: int = 0
    kept: list[str] = field(default_factory=list)


def remove_demo(actor: Actor, *, on_progress: Callable[[Removed], None] = lambda _: None) -> Removed:
    """Delete demo incidents with all that hangs on them, whoever wrote it, then what only they needed.

    A report that also covers an incident of yours stays, as yours; so do teams and services that you use.
    People of the demo whom your rows name stay too, but can't sign in. In portions: repeat it when it was cut off.
    """
    require(actor, Verb.SETTINGS_MANAGE)
    removed = Removed(entries_of_others=_written_by_others())
    _remove_reports(removed, on_progress)
    for key in list(Incident.objects.filter(is_demo=True).order_by("number").values_list("pk", flat=True)):
        drop(KIND, key)
        _forget_followups(FollowUp.objects.filter(incident=key))
        erase(Incident.objects.get(pk=key))
        removed.incidents += 1
        on_progress(removed)
    removed.services = _remove_unused(Service)
    _remove_people(removed)
    removed.teams = _remove_unused(Team)
    with transaction.atomic():
        audit(actor, "demo.removed", incidents=removed.incidents, reports=removed.reports, people=removed.people)
    return removed


def _forget_followups(found: models.QuerySet[FollowUp]) -> None:
    for key in found.values_list("pk", flat=True):
        drop(followups.KIND, key)


def _written_by_others() -> int:
    return TimelineEntry.objects.filter(incident__is_demo=True, actor_user__is_demo=False).count()


def _remove_reports(removed: Removed, on_progress: Callable[[Removed], None]) -> None:
    also_yours = Postmortem.objects.filter(is_demo=True, incidents__is_demo=False).values_list("pk", flat=True)
    Postmortem.objects.filter(pk__in=list(also_yours)).update(is_demo=False)
    for report in Postmortem.objects.filter(is_demo=True).select_related("document"):
        drop(reports.KIND, report.pk)
        _forget_followups(FollowUp.objects.filter(postmortem=report))
        erase(report, report.document)
        removed.reports += 1
        on_progress(removed)


@transaction.atomic
def _remove_unused(model: type[Service] | type[Team]) -> int:
    """Delete those that nothing names any more; the others become yours."""
    count = 0
    rows: models.QuerySet[Service] | models.QuerySet[Team] = model._default_manager.filter(is_demo=True)
    for row in rows:
        if is_mentioned(row):
            model._default_manager.filter(pk=row.pk).update(is_demo=False)
        else:
            row.delete()
            count += 1
    return count


@transaction.atomic
def _remove_people(removed: Removed) -> None:
    for user in User.objects.filter(is_demo=True):
        Membership.objects.filter(user=user, team__is_demo=True).delete()
        SavedView.objects.filter(owner=user, is_shared=False).delete()
        Watcher.objects.filter(user=user).delete()
        if is_mentioned(user, apart_from=THEIR_OWN):
            User.objects.filter(pk=user.pk).update(is_active=False, session_epoch=F("session_epoch") + 1)
            removed.kept.append(str(user))
        else:
            user.delete()
            removed.people += 1
