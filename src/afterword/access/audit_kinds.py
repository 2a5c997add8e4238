"""How the audit trail reads. Each domain registers the actions that it writes."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from afterword.access.models import AuditEntry
from afterword.people.models import Role

Text = str | Promise
NO_WORDS: Mapping[str, Mapping[str, Text]] = {}


@dataclass(frozen=True)
class AuditKind:
    """What an action is called in a list of choices, and the sentence that follows the name of who did it."""

    title: Text
    sentence: Text
    words: Mapping[str, Mapping[str, Text]]


_kinds: dict[str, AuditKind] = {}


def audit_kind(action: str, title: Text, sentence: Text, words: Mapping[str, Mapping[str, Text]] = NO_WORDS) -> None:
    """Say how an action reads. The sentence may hold %(object)s and the names of the data that goes with it.

    `words`: for a name in the data, what its values are called.
    """
    _kinds[action] = AuditKind(title, sentence, words)


def audit_choices() -> list[tuple[str, str]]:
    """Every known action with its title, in the order of the titles."""
    return sorted(((action, str(kind.title)) for action, kind in _kinds.items()), key=lambda choice: choice[1])


def sentence_of(entry: AuditEntry) -> str:
    """What happened, in the reader's language; the bare action when nobody registered it."""
    kind = _kinds.get(entry.action)
    if kind is None:
        return f"{entry.action} {entry.object_label}".strip()
    return str(kind.sentence) % _Words(entry, kind)


class _Words(dict[str, Any]):
    """What an entry holds, in words; nothing where an older entry holds less."""

    def __init__(self, entry: AuditEntry, kind: AuditKind) -> None:
        roles: dict[Any, Any] = dict(Role.choices)
        said = {name: kind.words.get(name, roles).get(str(value), value) or "–" for name, value in entry.data.items()}
        super().__init__(said | {"object": entry.object_label})

    def __missing__(self, name: str) -> str:
        return ""


audit_kind("installation.started", _("Installation started"), _("became the first administrator"))
SOURCES = {"source": {"trail": _("the audit trail"), "incidents": _("what was done on incidents")}}
audit_kind("audit.exported", _("Trail exported"), _("exported %(source)s as %(format)s. Filters: %(filters)s"), SOURCES)
audit_kind("user.created", _("Account created"), _("created the account of %(object)s as %(role)s"))
audit_kind("user.renamed", _("Name changed"), _("changed their name from %(before)s to %(object)s"))
audit_kind("user.role_changed", _("Role changed"), _("changed the role of %(object)s from %(before)s to %(after)s"))
audit_kind("user.disabled", _("Account disabled"), _("disabled the account of %(object)s"))
audit_kind("user.enabled", _("Account enabled"), _("enabled the account of %(object)s"))
audit_kind("password.changed", _("Password changed"), _("changed their password"))
audit_kind("sessions.ended", _("Signed out everywhere"), _("signed out everywhere"))
audit_kind("invitation.created", _("Invitation made"), _("invited %(object)s as %(role)s"))
audit_kind("invitation.revoked", _("Invitation revoked"), _("revoked the invitation of %(object)s"))
audit_kind("invitation.accepted", _("Invitation accepted"), _("accepted an invitation as %(role)s"))
audit_kind("sign_in_link.created", _("Sign-in link made"), _("made a one-time sign-in link for %(object)s"))
audit_kind("sign_in_link.used", _("Sign-in link used"), _("signed in with a one-time link"))
audit_kind("token.created", _("API token made"), _("made the API token “%(object)s” of %(owner)s"))
audit_kind("token.revoked", _("API token revoked"), _("revoked the API token “%(object)s” of %(owner)s"))
audit_kind("team.created", _("Team created"), _("created the team %(object)s"))
audit_kind("team.renamed", _("Team renamed"), _("renamed the team %(before)s to %(object)s"))
audit_kind("team.described", _("Team described"), _("changed what %(object)s looks after"))
audit_kind("team.moved", _("Team moved"), _("moved the team %(object)s in the list"))
audit_kind("team.retired", _("Team retired"), _("retired the team %(object)s"))
audit_kind("team.revived", _("Team revived"), _("revived the team %(object)s"))
audit_kind(
    "team.members_changed",
    _("Team members changed"),
    _("changed the members of %(object)s. Added: %(added)s. Removed: %(removed)s. Leads: %(leads)s."),
)
