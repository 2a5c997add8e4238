"""What happened, why, and what else is asked: shown in groups, each with one form for all of it; and the type."""

from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.db import transaction
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from afterword.incidents.actions.describe import set_root_cause, set_summary
from afterword.incidents.actions.set_fields import set_fields
from afterword.incidents.actions.set_type import set_type
from afterword.incidents.field_rules import AskedField, fields_of
from afterword.incidents.field_values import Filled, values_of
from afterword.incidents.models import FieldGroup, Incident, Outcome
from afterword.web.incidents.changes import to_change
from afterword.web.incidents.details_forms import DetailsForm, TypeForm, own_words, words_name
from afterword.web.incidents.dialog import Dialog, converse
from afterword.web.incidents.field_shown import Shown, shown
from afterword.web.requests import PersonRequest, sent, signed_in


@dataclass(frozen=True)
class Group:
    """One block of the overview. `text` is its long text in Markdown; `gaps` are fields still needed."""

    key: str
    name: str
    text: str
    rows: list[Shown] = field(default_factory=list)
    unfilled: int = 0
    gaps: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        return not self.text and not self.rows


def groups_of(incident: Incident) -> list[Group]:
    """Everything that is filled in, in the groups of the page. Two statements, however many fields there are."""
    values = values_of([incident])[incident.pk]
    asked = fields_of(incident.type_id, filled=list(values))
    return [_group(incident, key, [each for each in asked if each.field.group == key], values) for key in FieldGroup]


def _group(incident: Incident, key: FieldGroup, asked: list[AskedField], values: dict[Any, Filled]) -> Group:
    name = words_name(key)
    is_needed = incident.is_open or incident.outcome == Outcome.RESOLVED
    empty = [each for each in asked if each.field.pk not in values]
    return Group(
        key=key.value,
        name=str(key.label),
        text=getattr(incident, name) if name else "",
        rows=[shown(each, values[each.field.pk]) for each in asked if each.field.pk in values],
        unfilled=len(empty),
        gaps=tuple(each.field.label for each in empty if each.required_at and is_needed),
    )


@signed_in
def change_details(request: PersonRequest, number: int, group: str) -> HttpResponse:
    """One form for all of a group. Only what the writer changed is saved, so two people can fill in one group."""
    if group not in FieldGroup.values:
        raise Http404
    incident, kept = to_change(request, number), FieldGroup(group)
    values = values_of([incident])[incident.pk]
    asked = [each for each in fields_of(incident.type_id, filled=list(values)) if each.field.group == kept]
    form = DetailsForm(sent(request), incident=incident, group=kept, asked=asked, values=values)
    dialog = Dialog(
        str(kept.label),
        _("Save"),
        template="incidents/details.html",
        names={words_name(kept): "text"},
        key=f"details-{group}",
        theirs=lambda: _as_it_is(incident, kept),
    )

    def run(given: dict[str, Any]) -> object:
        with transaction.atomic():
            return _save(request, incident, form, since=given["since"])

    return converse(request, incident, form, dialog, run)


def _save(request: PersonRequest, incident: Incident, form: DetailsForm, *, since: int | None) -> Incident:
    if (text := form.changed_text()) is not None:
        save_words = set_summary if form.group == FieldGroup.WHAT else set_root_cause
        save_words(request.actor, incident, text, since=since)
    return set_fields(request.actor, incident, form.changed_fields(), since=since)


def _as_it_is(incident: Incident, key: FieldGroup) -> str:
    group = next(each for each in groups_of(incident) if each.key == key)
    rows = [f"{row.label}: {row.text}" for row in group.rows]
    return "\n".join([*([f"{own_words(key)}: {group.text}"] if group.text else []), *rows])


@signed_in
def change_type(request: PersonRequest, number: int) -> HttpResponse:
    incident = to_change(request, number)
    form: forms.Form = TypeForm(sent(request), initial={"type": incident.type_id})
    lead = _("What is filled in stays. Its checklist is added to the tasks; who can see the incident does not change.")
    dialog = Dialog(_("What sort of incident is it"), _("Set type"), lead=lead, template="incidents/type.html")

    def run(given: dict[str, Any]) -> object:
        return set_type(request.actor, incident, given["type"])

    return converse(request, incident, form, dialog, run)
