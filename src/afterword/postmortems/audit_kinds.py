"""How the audit trail reads what was done with reports that have no incident, and what is gone for good."""

from django.utils.translation import gettext_lazy as _

from afterword.access.audit_kinds import audit_kind
from afterword.postmortems.review import ApprovalRole

ROLES = {"role": {str(value): label for value, label in ApprovalRole.choices}}

audit_kind("postmortem.created", _("Report started"), _("started the report %(object)s, which covers no incident"))
audit_kind("postmortem.review_asked", _("Review asked for"), _("asked for a review of %(object)s"))
audit_kind("postmortem.approval_given", _("Report approved"), _("approved %(object)s as %(role)s"), ROLES)
audit_kind(
    "postmortem.approval_taken_back",
    _("Approval taken back"),
    _("took back the approval of %(object)s as %(role)s"),
    ROLES,
)
audit_kind("postmortem.published", _("Report published"), _("published %(object)s"))
audit_kind("postmortem.back_to_draft", _("Report back to draft"), _("took %(object)s back to draft"))
audit_kind("template.created", _("Template made"), _("made the template %(object)s"))
audit_kind("template.changed", _("Template changed"), _("changed the template %(object)s"))
audit_kind("template.retired", _("Template retired"), _("retired the template %(object)s"))
audit_kind("postmortem.deleted", _("Report deleted"), _("deleted the report %(object)s with all its revisions"))
audit_kind("comment.removed", _("Comment removed"), _("removed a comment by %(author)s on %(object)s"))
audit_kind(
    "review_policy.changed",
    _("Review rules changed"),
    _("changed what a report needs before it is published: approval of %(roles)s; a draft may be published: %(draft)s"),
    {"draft": {"True": _("yes"), "False": _("no")}},
)
