"""What goes on inside: the worker, its jobs, the search index, the demo."""

from datetime import timedelta

from django.conf import settings
from django.db import connection
from django.db.models import Model

from afterword.core import clock
from afterword.core.jobs.models import Job, Schedule
from afterword.core.jobs.registry import schedules
from afterword.core.models import SearchText
from afterword.followups.models import FollowUp
from afterword.incidents.models import Incident
from afterword.people.models import Role, User
from afterword.postmortems.models import Postmortem
from afterword.runbooks.models import Runbook
from afterword.site.doctor.finding import Finding, ok, problem, warning

_LATE = timedelta(minutes=2)
_STUCK = timedelta(minutes=5)
FOUND: tuple[type[Model], ...] = (Incident, Postmortem, FollowUp, Runbook)  # what search knows
_THEY = "incidents, reports, follow-ups and runbooks"


def worker() -> Finding:
    name, remedy = "worker", "Start `afterword serve`, which includes one, or `afterword worker`."
    known = Schedule.objects.filter(name__in=schedules())
    overdue = known.filter(next_run_at__lt=clock.now() - _LATE).order_by("next_run_at").first()
    if overdue:
        return problem(
            name, f"None is running: {overdue.name} was due at {overdue.next_run_at:%Y-%m-%d %H:%M} UTC.", remedy
        )
    if not known.exists():
        return warning(name, "None has ever run here.", remedy)
    return ok(name, "One is keeping the schedules.")


def jobs() -> Finding:
    name, now = "jobs", clock.now()
    failed = Job.objects.failed()
    tasks = sorted(set(failed.values_list("task", flat=True)))
    late = Job.objects.due(now - _STUCK).count()
    if tasks:
        remedy = "The log says why. They are not tried again, and are forgotten after half a year."
        return warning(name, f"{failed.count()} were given up: {', '.join(tasks)}.", remedy)
    if late:
        return warning(name, f"{late} have waited for more than five minutes.", "Is a worker running, and busy?")
    return ok(name, f"{Job.objects.open().count()} are waiting, none is late.")


def search() -> Finding:
    name = "search index"
    rows = sum(model._default_manager.count() for model in FOUND)
    texts = SearchText.objects.count()
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM core_searchwords")
        words = cursor.fetchone()[0]
    if not rows == texts == words and not Job.objects.open().filter(task__endswith=".index").exists():
        return warning(name, f"{rows} {_THEY}, {texts} texts, {words} indexed.", "Run `afterword reindex`.")
    return ok(name, f"{words} {_THEY}.")


def demo() -> Finding:
    count = Incident.objects.filter(is_demo=True).count()
    if count and not settings.IS_ON_LOOPBACK:
        remedy = "Run `afterword demo --remove` before people rely on it."
        return warning("demo", f"{count} demo incidents are among yours.", remedy)
    return ok("demo", f"{count} demo incidents.")


def administrators() -> Finding:
    if not User.objects.active().filter(role=Role.ADMINISTRATOR).exists():
        remedy = "Open the address, or run `afterword user create --email you@example.com --admin`."
        return warning("administrator", "Nobody can administer it yet.", remedy)
    return ok("administrator", "There is one.")


CHECKS = (worker, jobs, search, demo, administrators)
