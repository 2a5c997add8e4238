# ruff: noqa: ARG002  (each noun looks at what it needs)
from collections.abc import Sequence

from django.utils.translation import gettext as _

from afterword.core.errors import Invalid
from afterword.incidents.catalog import IncidentType, PostmortemRule
from afterword.incidents.nouns.noun import Noun, noun
from afterword.incidents.validation import clean_guidance


@noun
class Types(Noun[IncidentType]):
    """Which roles, fields and tasks a type asks for has verbs of its own."""

    key = "types"
    model = IncidentType
    changeable = ("guidance", "postmortem_rule", "template", "is_private")

    def check(self, row: IncidentType, peers: Sequence[IncidentType]) -> None:
        row.guidance = clean_guidance(row.guidance)
        if row.postmortem_rule not in PostmortemRule.values:
            raise Invalid({"postmortem_rule": _("Choose one of the list.")})
        if len(row.template) > 60:
            raise Invalid({"template": _("Choose one of the list.")})

    def kept_because(self, row: IncidentType, peers: Sequence[IncidentType]) -> str:
        if row.is_default:
            return _("This type is taken when nobody chooses one. Make another one the default first.")
        return ""
