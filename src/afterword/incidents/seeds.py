"""What every installation starts with. All of it can be renamed, retired or added to."""

from django.apps.registry import Apps
from django.utils.translation import gettext_noop

SEVERITIES = (
    # name, guidance, postmortem required, due in working days
    ("SEV-0", gettext_noop("Everything is down for everybody, and the business stands still."), True, 3),
    ("SEV-1", gettext_noop("A main function is badly broken; many users notice."), True, 3),
    ("SEV-2", gettext_noop("Part of the product is broken or slow; some users notice."), True, 5),
    ("SEV-3", gettext_noop("A small fault; few users notice and there is a way around it."), False, None),
    ("SEV-4", gettext_noop("Users notice nothing; it is internal."), False, None),
)
UNKNOWN = gettext_noop("Unknown")
UNKNOWN_GUIDANCE = gettext_noop("Not clear yet. Choose this, start working, and set it when you know more.")
STATUSES = (
    (gettext_noop("Active"), "active"),
    (gettext_noop("Stable"), "stable"),
    (gettext_noop("Resolved"), "resolved"),
    (gettext_noop("Completed"), "completed"),
)
ROLES = (
    (gettext_noop("Commander"), gettext_noop("Leads the response and decides."), True),
    (gettext_noop("Communications lead"), gettext_noop("Tells those who need to know."), False),
    (gettext_noop("Scribe"), gettext_noop("Writes down what happens, when it happens."), False),
    (gettext_noop("Responder"), gettext_noop("Helps to investigate and mend."), False),
)
EXPERIENCES = (
    # name, guidance, counts as downtime
    (gettext_noop("Complete outage"), gettext_noop("Nothing works for those affected."), True),
    (gettext_noop("Degraded"), gettext_noop("It works, but slowly or only in part."), True),
    (gettext_noop("Intermittent"), gettext_noop("It comes and goes."), True),
    (gettext_noop("Hardly noticeable"), gettext_noop("Few notice, and nobody is kept from anything."), False),
)
TYPES = (
    # name, guidance, postmortem rule, private from the start
    (gettext_noop("Incident"), gettext_noop("Something is broken or slow, or soon will be."), "by_severity", False),
    (
        gettext_noop("Security incident"),
        gettext_noop("Somebody may have seen, changed or taken what is not theirs. Only those named see it."),
        "always",
        True,
    ),
    (
        gettext_noop("Near miss"),
        gettext_noop("It nearly went wrong, and nobody felt it. Worth a short look all the same."),
        "by_severity",
        False,
    ),
)
DETECTION_METHODS = (
    gettext_noop("Unknown"),
    gettext_noop("Monitor"),
    gettext_noop("User report"),
    gettext_noop("Internal discovery"),
)
FIELDS = (
    # key, name, kind, group, help
    (
        "detection_method",
        gettext_noop("Detection method"),
        "choice",
        "what",
        gettext_noop("How we came to know of it."),
    ),
    (
        "root_cause_technical",
        gettext_noop("Technical root cause"),
        "text",
        "why",
        gettext_noop("What in the system made it possible."),
    ),
    (
        "root_cause_organisational",
        gettext_noop("Organisational root cause"),
        "text",
        "why",
        gettext_noop("How work is divided, staffed or decided, as far as it had a part."),
    ),
    (
        "root_cause_process",
        gettext_noop("Process root cause"),
        "text",
        "why",
        gettext_noop("Which way of working let it through: review, release, alerting."),
    ),
)


def plant(apps: Apps) -> None:
    """Write the rows of a new installation."""
    severity, status, role = (apps.get_model("incidents", name) for name in ("Severity", "Status", "Role"))
    for position, (name, guidance, is_required, days) in enumerate(SEVERITIES):
        severity.objects.create(
            name=name,
            guidance=guidance,
            position=position,
            token=name.lower(),
            requires_postmortem=is_required,
            postmortem_due_days=days,
        )
    severity.objects.create(name=UNKNOWN, guidance=UNKNOWN_GUIDANCE, position=99, is_unknown=True)
    for position, (name, category) in enumerate(STATUSES):
        status.objects.create(name=name, category=category, position=position)
    for position, (name, duty, is_commander) in enumerate(ROLES):
        role.objects.create(name=name, duty=duty, is_commander=is_commander, position=position)


def plant_room(apps: Apps) -> None:
    """Write the types, fields and experiences, and give every incident the first type."""
    names = ("Experience", "IncidentType", "Field", "FieldChoice", "Incident")
    experience, kind, field, choice, incident = (apps.get_model("incidents", name) for name in names)
    for position, (name, guidance, is_downtime) in enumerate(EXPERIENCES):
        experience.objects.create(name=name, guidance=guidance, is_downtime=is_downtime, position=position)
    for position, (name, guidance, rule, is_private) in enumerate(TYPES):
        kind.objects.create(
            name=name,
            guidance=guidance,
            postmortem_rule=rule,
            is_private=is_private,
            is_default=position == 0,
            position=position,
        )
    for position, (key, name, of, group, help_text) in enumerate(FIELDS):
        field.objects.create(key=key, name=name, kind=of, group=group, help_text=help_text, position=position)
    detection = field.objects.get(key="detection_method")
    for position, name in enumerate(DETECTION_METHODS):
        choice.objects.create(field=detection, name=name, position=position)
    incident.objects.filter(type=None).update(type=kind.objects.get(is_default=True))
