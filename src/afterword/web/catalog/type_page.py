"""One incident type: what it is, and which roles, fields and tasks it asks for."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from afterword.access.policy import require
from afterword.access.verbs import Verb
from afterword.core.errors import NotFound
from afterword.incidents.actions.catalog.checklist import add_item, move_item, remove_item, reword_item
from afterword.incidents.actions.catalog.type_needs import set_fields, set_roles
from afterword.incidents.models import ChecklistItem, Field, FieldGroup, IncidentType, RequiredAt, Role
from afterword.postmortems.template_files import templates
from afterword.web.catalog.converse import converse
from afterword.web.catalog.forms import TaskForm
from afterword.web.catalog.pages import nothing_here, past_which
from afterword.web.catalog.steps import tried
from afterword.web.requests import PersonRequest, sent, signed_in

NOT_ASKED = "not"


class TypeRolesForm(forms.Form):
    roles = forms.MultipleChoiceField(label=gettext_lazy("Roles"), required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, roles: list[Role], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["roles"].choices = [(str(each.pk), each.label) for each in roles]  # type: ignore[attr-defined]


class TypeFieldsForm(forms.Form):
    """For each field whether the type asks for it, and when it must be filled in."""

    def __init__(self, *args: Any, asked: list[Field], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked = asked
        for each in asked:
            first = _("As on every type") if each.is_for_all else _("Not asked for")
            choices = [(NOT_ASKED, first), *((value or "never", label) for value, label in RequiredAt.choices)]
            self.fields[str(each.pk)] = forms.ChoiceField(label=each.label, choices=choices, help_text=each.explained)

    def wish(self) -> dict[Field, str]:
        given = {each: self.cleaned_data[str(each.pk)] for each in self.asked}
        return {each: "" if value == "never" else value for each, value in given.items() if value != NOT_ASKED}


@signed_in
def show_type(request: PersonRequest, row_id: UUID) -> HttpResponse:
    kind = type_of(request, row_id)
    items = list(kind.checklist.all())
    names = {each.key: each.name for each in templates(request.LANGUAGE_CODE or "en")}
    context = {
        "section": "settings",
        "kind": kind,
        "key": str(kind.pk),
        "note": gettext(kind.guidance) if kind.guidance else "",
        "template_name": names.get(kind.template, kind.template),
        "is_template_gone": bool(kind.template) and kind.template not in names,
        "roles": list(kind.roles.all()),
        "uses": list(kind.own_fields.select_related("field")),
        "items": [
            {
                "row": item,
                "key": str(item.pk),
                "above": items[at - 1] if at else None,
                "below": items[at + 1] if at < len(items) - 1 else None,
            }
            for at, item in enumerate(items)
        ],
    }
    return render(request, "catalog/type.html", context)


@signed_in
def change_roles(request: PersonRequest, row_id: UUID) -> HttpResponse:
    kind = type_of(request, row_id)
    chosen = set(kind.roles.all())
    offered = [each for each in Role.objects.all() if each.retired_at is None or each in chosen]
    form = TypeRolesForm(sent(request), roles=offered, initial={"roles": [str(each.pk) for each in chosen]})

    def run() -> str:
        set_roles(request.actor, kind, [each for each in offered if str(each.pk) in form.cleaned_data["roles"]])
        return url_of(kind)

    lead = _("While an incident of this type is open, its page asks for somebody in each of these.")
    return converse(
        request, form, run, heading=_("Roles asked for"), action_label=_("Save"), back_href=url_of(kind), lead=lead
    )


@signed_in
def change_fields(request: PersonRequest, row_id: UUID) -> HttpResponse:
    kind = type_of(request, row_id)
    uses = {use.field: use.required_at for use in kind.own_fields.select_related("field")}
    known = sorted(Field.objects.all(), key=lambda each: FieldGroup.values.index(each.group))
    offered = [each for each in known if each.retired_at is None or each in uses]
    initial = {str(each.pk): uses[each] or "never" if each in uses else NOT_ASKED for each in offered}
    form = TypeFieldsForm(sent(request), asked=offered, initial=initial)

    def run() -> str:
        set_fields(request.actor, kind, form.wish())
        return url_of(kind)

    lead = _("What incidents already say in a field stays, even when the type asks for it no longer.")
    return converse(
        request, form, run, heading=_("Fields asked for"), action_label=_("Save"), back_href=url_of(kind), lead=lead
    )


@signed_in
def new_task(request: PersonRequest, row_id: UUID) -> HttpResponse:
    kind = type_of(request, row_id)
    form = TaskForm(sent(request))

    def run() -> str:
        add_item(request.actor, kind, form.cleaned_data["text"])
        return url_of(kind)

    lead = _("Every incident of this type gets it as a task when it is declared.")
    return converse(
        request, form, run, heading=_("New task"), action_label=_("Add task"), back_href=url_of(kind), lead=lead
    )


@signed_in
def edit_task(request: PersonRequest, row_id: UUID, item_id: UUID) -> HttpResponse:
    kind = type_of(request, row_id)
    item = _item(kind, item_id)
    form = TaskForm(sent(request), initial={"text": item.text})

    def run() -> str:
        reword_item(request.actor, item, form.cleaned_data["text"])
        return url_of(kind)

    lead = _("Incidents that have this task already keep it as it was.")
    return converse(
        request, form, run, heading=_("Change task"), action_label=_("Save"), back_href=url_of(kind), lead=lead
    )


@require_POST
@signed_in
def place_task(request: PersonRequest, row_id: UUID, item_id: UUID) -> HttpResponse:
    kind = type_of(request, row_id)

    def run() -> None:
        move_item(request.actor, _item(kind, item_id), **past_which(request, kind.checklist.all()))

    return tried(request, url_of(kind), run)


@require_POST
@signed_in
def remove_task(request: PersonRequest, row_id: UUID, item_id: UUID) -> HttpResponse:
    kind = type_of(request, row_id)
    return tried(request, url_of(kind), lambda: remove_item(request.actor, _item(kind, item_id)))


def type_of(request: PersonRequest, row_id: UUID) -> IncidentType:
    require(request.actor, Verb.SETTINGS_MANAGE)
    kind = IncidentType.objects.filter(pk=row_id).first()
    if kind is None:
        raise nothing_here()
    return kind


def url_of(kind: IncidentType) -> str:
    return f"/settings/types/{kind.pk}"


def _item(kind: IncidentType, item_id: UUID) -> ChecklistItem:
    item = kind.checklist.filter(pk=item_id).first()
    if item is None:
        raise NotFound(_("This task was removed by somebody else."))
    return item
