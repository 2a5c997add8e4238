# ruff: noqa: ARG002  (each noun looks at what it needs)
from collections.abc import Sequence

from django.db import models
from django.utils.translation import gettext as _

from afterword.core.errors import Invalid, NotFound
from afterword.incidents.fields import Field, FieldChoice, FieldGroup, FieldKind, RequiredAt
from afterword.incidents.nouns.noun import Noun, live, noun
from afterword.incidents.validation import clean_text

HELP_LENGTH = 300
WITH_CHOICES = (FieldKind.CHOICE, FieldKind.CHOICES)


@noun
class Fields(Noun[Field]):
    key = "fields"
    model = Field
    changeable = ("kind", "group", "help_text", "is_for_all", "required_at")

    def check(self, row: Field, peers: Sequence[Field]) -> None:
        row.help_text = " ".join(clean_text(row.help_text).split())
        problems = {}
        if len(row.help_text) > HELP_LENGTH:
            problems["help_text"] = _("Keep it to %(limit)s characters.") % {"limit": HELP_LENGTH}
        for name, known in (("kind", FieldKind), ("group", FieldGroup), ("required_at", RequiredAt)):
            if getattr(row, name) not in known.values:
                problems[name] = _("Choose one of the list.")
        if row.required_at and row.kind in WITH_CHOICES and not row.choices.filter(retired_at=None).exists():
            problems["required_at"] = _("Give it something to choose from first; then it can be required.")
        if row.values.exists() and Field.objects.filter(pk=row.pk).exclude(kind=row.kind).exists():
            problems["kind"] = _("Incidents have values in this field, so its kind stays. Add another field instead.")
        if problems:
            raise Invalid(problems)

    def undeletable_because(self, row: Field) -> str:
        if row.key:
            return _("Reports look for this field. It can be renamed and retired, but not deleted.")
        return ""

    def line(self, row: Field, everyone: Sequence[Field]) -> list[Field]:
        return [each for each in everyone if each.group == row.group]

    def arranged(self, everyone: Sequence[Field]) -> list[Field]:
        return sorted(everyone, key=lambda each: FieldGroup.values.index(each.group))


@noun
class Choices(Noun[FieldChoice]):
    key = "choices"
    model = FieldChoice

    def rows(self, row: FieldChoice) -> models.QuerySet[FieldChoice]:
        return FieldChoice.objects.filter(field=row.field_id)

    def check(self, row: FieldChoice, peers: Sequence[FieldChoice]) -> None:
        field = Field.objects.select_for_update(no_key=True).filter(pk=row.field_id).first()
        if field is None:
            raise NotFound(_("The field was deleted by somebody else. Nothing was changed."))
        if field.kind not in WITH_CHOICES:
            raise Invalid({"name": _("Nothing is chosen in this field; it takes what people write.")})

    def kept_because(self, row: FieldChoice, peers: Sequence[FieldChoice]) -> str:
        if not live(peers) and (row.field.required_at or row.field.uses.exclude(required_at="").exists()):
            return _("The field is required, and this is the last thing to choose. Add another one first.")
        return ""
