"""How the audit trail reads what was done with follow-ups of reports; those of incidents stand on timelines."""

from django.utils.translation import gettext_lazy as _

from afterword.access.audit_kinds import audit_kind

audit_kind("followup.added", _("Follow-up added"), _("added the follow-up %(object)s to a report"))
audit_kind("followup.changed", _("Follow-up changed"), _("changed the follow-up %(object)s of a report"))
audit_kind("followup.state_changed", _("Follow-up moved on"), _("changed how the follow-up %(object)s stands"))
audit_kind("followup.removed", _("Follow-up removed"), _("removed the follow-up %(object)s. Reason: %(reason)s"))
