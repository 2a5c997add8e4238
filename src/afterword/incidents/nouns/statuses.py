# ruff: noqa: ARG002  (each noun looks at what it needs)
from collections.abc import Sequence

from django.utils.translation import gettext as _

from afterword.core.errors import Invalid
from afterword.incidents.catalog import Category, Status
from afterword.incidents.nouns.noun import Noun, live, noun
from afterword.incidents.validation import clean_guidance


@noun
class Statuses(Noun[Status]):
    """The category is chosen once: another one would reopen or end incidents that nobody touched."""

    key = "statuses"
    model = Status
    changeable = ("guidance",)

    def check(self, row: Status, peers: Sequence[Status]) -> None:
        row.guidance = clean_guidance(row.guidance)
        if row.category not in Category.values:
            raise Invalid({"category": _("Choose what it means: active, stable, resolved or completed.")})

    def kept_because(self, row: Status, peers: Sequence[Status]) -> str:
        if any(each.category == row.category for each in live(peers)):
            return ""
        words = _("This is the only status of the category %(category)s. Add another one first.")
        return words % {"category": Category(row.category).label}

    def line(self, row: Status, everyone: Sequence[Status]) -> list[Status]:
        return [each for each in everyone if each.category == row.category]

    def arranged(self, everyone: Sequence[Status]) -> list[Status]:
        """Category by category, in the order in which an incident goes through them."""
        return sorted(everyone, key=lambda each: Category.values.index(each.category))
