"""Choosing a template, and of its sections those that the report is to have."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from afterword.postmortems.template_sections import TemplateSection
from afterword.postmortems.template_text import Template


@dataclass(frozen=True)
class SectionBox:
    section: TemplateSection
    is_chosen: bool


@dataclass(frozen=True)
class TemplateCard:
    """One template as the page offers it. Its boxes are sent as `sections-<key>`."""

    template: Template
    is_chosen: bool
    boxes: list[SectionBox]


class TemplateChoiceForm(forms.Form):
    """Each template with its sections; those that are not optional are chosen already."""

    template_key = forms.ChoiceField(label=_("Template"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, templates: Sequence[Template], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.templates = {each.key: each for each in templates}
        self.fields["template_key"].choices = [(each.key, each.name) for each in templates]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """`sections`: empty for what the template has anyway."""
        cleaned = super().clean() or self.cleaned_data
        template = self.templates.get(cleaned.get("template_key", ""))
        if template:
            wanted = self._wanted(template)
            if template.sections and not wanted:
                self.add_error("template_key", gettext("Choose at least one section."))
            cleaned["sections"] = [] if wanted == _usual(template) else wanted
        return cleaned

    @property
    def cards(self) -> list[TemplateCard]:
        chosen = self["template_key"].value()
        return [
            TemplateCard(
                each, each.key == chosen, [SectionBox(one, one.id in self._wanted(each)) for one in each.sections]
            )
            for each in self.templates.values()
        ]

    def _wanted(self, template: Template) -> list[str]:
        """In the template's order. A form that names no sections at all, such as a script's, wants the usual ones."""
        name = f"sections-{template.key}"
        if not self.is_bound or f"{name}-shown" not in self.data:
            return _usual(template)
        sent = self.data.getlist(name) if hasattr(self.data, "getlist") else []
        return [each.id for each in template.sections if each.id in sent]


def _usual(template: Template) -> list[str]:
    return [each.id for each in template.sections if not each.is_optional]
