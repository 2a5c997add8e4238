"""How the audit trail reads what was changed in the catalog."""

from django.utils.translation import gettext_lazy as _

from afterword.access.audit_kinds import audit_kind

NOUNS = {
    "noun": {
        "types": _("incident type"),
        "severities": _("severity"),
        "statuses": _("status"),
        "roles": _("role on incidents"),
        "experiences": _("experience"),
        "fields": _("field"),
        "choices": _("choice"),
    }
}

audit_kind("catalog.added", _("Setting added"), _("added the %(noun)s “%(object)s”"), NOUNS)
audit_kind("catalog.changed", _("Setting changed"), _("changed the %(noun)s “%(object)s”"), NOUNS)
audit_kind("catalog.renamed", _("Setting renamed"), _("renamed the %(noun)s “%(before)s” to “%(object)s”"), NOUNS)
audit_kind("catalog.moved", _("Setting moved"), _("moved the %(noun)s “%(object)s” in its list"), NOUNS)
audit_kind("catalog.retired", _("Setting retired"), _("retired the %(noun)s “%(object)s”"), NOUNS)
audit_kind("catalog.revived", _("Setting revived"), _("revived the %(noun)s “%(object)s”"), NOUNS)
audit_kind("catalog.deleted", _("Setting deleted"), _("deleted the unused %(noun)s “%(object)s”"), NOUNS)
audit_kind("catalog.made_default", _("Default changed"), _("made the %(noun)s “%(object)s” the default"), NOUNS)
audit_kind(
    "catalog.type_roles", _("Roles of a type changed"), _("changed the roles that “%(object)s” asks for: %(roles)s")
)
audit_kind("catalog.type_fields", _("Fields of a type changed"), _("changed the fields of “%(object)s”: %(fields)s"))
audit_kind("checklist.added", _("Checklist: task added"), _("added to the checklist of “%(object)s”: %(text)s"))
audit_kind(
    "checklist.reworded",
    _("Checklist: task reworded"),
    _("reworded on the checklist of “%(object)s”: %(before)s → %(text)s"),
)
audit_kind("checklist.moved", _("Checklist: task moved"), _("moved on the checklist of “%(object)s”: %(text)s"))
audit_kind("checklist.removed", _("Checklist: task removed"), _("removed from the checklist of “%(object)s”: %(text)s"))
# Only numbers of private ones: the trail is read by people who do not see them.
audit_kind("incident.seen", _("Private incident opened"), _("opened the private incident %(object)s"))
audit_kind(
    "incident.glass_broken",
    _("Glass broken"),
    _("opened the private incident %(object)s to themself as administrator. Reason: %(reason)s"),
)
audit_kind(
    "incident.glass_closed",
    _("Administrator's access ended"),
    _("ended their access to the private incident %(object)s"),
)
audit_kind("service.added", _("Service added"), _("added the service %(object)s"))
audit_kind("service.changed", _("Service changed"), _("changed the service %(object)s: %(facts)s"))
audit_kind("service.retired", _("Service retired"), _("retired the service %(object)s"))
audit_kind("service.revived", _("Service revived"), _("revived the service %(object)s"))
audit_kind("service.link_added", _("Service: link added"), _("added the link “%(link)s” to %(object)s"))
audit_kind("service.link_removed", _("Service: link removed"), _("removed the link “%(link)s” from %(object)s"))
audit_kind("objective.added", _("Objective added"), _("added an objective to %(object)s: %(objective)s"))
audit_kind(
    "objective.changed",
    _("Objective changed"),
    _("changed an objective of %(object)s: %(before)s → %(objective)s"),
)
audit_kind("objective.retired", _("Objective retired"), _("retired an objective of %(object)s: %(objective)s"))
audit_kind("objective.revived", _("Objective revived"), _("revived an objective of %(object)s: %(objective)s"))
