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
