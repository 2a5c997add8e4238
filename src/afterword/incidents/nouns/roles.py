# ruff: noqa: ARG002  (each noun looks at what it needs)
from collections.abc import Sequence

from django.utils.translation import gettext as _

from afterword.core.errors import Invalid
from afterword.incidents.catalog import Role
from afterword.incidents.nouns.noun import Noun, noun
from afterword.incidents.validation import clean_text

DUTY_LENGTH = 200


@noun
class Roles(Noun[Role]):
    key = "roles"
    model = Role
    changeable = ("duty",)

    def check(self, row: Role, peers: Sequence[Role]) -> None:
        row.duty = " ".join(clean_text(row.duty).split())
        if len(row.duty) > DUTY_LENGTH:
            raise Invalid({"duty": _("Keep it to %(limit)s characters.") % {"limit": DUTY_LENGTH}})
        if row.is_commander and any(each.is_commander for each in peers):
            raise Invalid({"name": _("There is a role already that commands.")})

    def kept_because(self, row: Role, peers: Sequence[Role]) -> str:
        if row.is_commander:
            return _("Every incident needs somebody who commands. The role can be renamed, but not taken away.")
        return ""
