"""What the audit trail says of runbooks."""

from django.utils.translation import gettext_lazy as _

from afterword.access.audit_kinds import audit_kind

audit_kind("runbook.started", _("Runbook started"), _("started the runbook %(object)s"))
audit_kind(
    "runbook.described",
    _("Runbook described"),
    _("changed what %(object)s is for. Services: %(services)s. Team: %(owner)s."),
)
audit_kind("runbook.retired", _("Runbook retired"), _("retired the runbook %(object)s"))
audit_kind("runbook.revived", _("Runbook revived"), _("offers the runbook %(object)s again"))
