"""How the audit trail reads imports."""

from django.utils.translation import gettext_lazy as _

from afterword.access.audit_kinds import audit_kind

audit_kind(
    "reports.imported",
    _("Reports imported"),
    _("had %(count)s files with finished reports imported from “%(source)s”"),
)
