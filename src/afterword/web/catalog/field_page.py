"""One field: what it asks, and for lists, what can be chosen."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from afterword.access.policy import require
from afterword.access.verbs import Verb
from afterword.core.errors import NotFound
from afterword.core.marks import mark_of
from afterword.incidents.actions.catalog.add import add
from afterword.incidents.actions.catalog.change import change
from afterword.incidents.actions.catalog.delete import delete
from afterword.incidents.actions.catalog.move import move
from afterword.incidents.actions.catalog.retire import retire, revive
from afterword.incidents.models import Field, FieldChoice
from afterword.incidents.nouns import noun_of
from afterword.incidents.nouns.fields import WITH_CHOICES
from afterword.web.catalog.converse import converse
from afterword.web.catalog.forms import ChoiceForm
from afterword.web.catalog.pages import nothing_here, past_which
from afterword.web.catalog.rows import retired_rows, shown_rows, uses_of
from afterword.web.catalog.steps import tried
from afterword.web.requests import PersonRequest, sent, signed_in


@signed_in
def show_field(request: PersonRequest, row_id: UUID) -> HttpResponse:
    field = field_of(request, row_id)
    choices = list(field.choices.all())
    uses = uses_of(request.actor, "choices") if choices else {}
    context = {
        "section": "settings",
        "field": field,
        "key": str(field.pk),
        "has_choices": field.kind in WITH_CHOICES,
        "is_in_use": field.values.exists(),
        "types": list(field.uses.select_related("type")),
        "choices": shown_rows(noun_of(FieldChoice), choices, uses),
        "retired": retired_rows(noun_of(FieldChoice), choices, uses),
    }
    return render(request, "catalog/field.html", context)


@signed_in
def new_choice(request: PersonRequest, row_id: UUID) -> HttpResponse:
    field = field_of(request, row_id)
    form = ChoiceForm(sent(request))

    def run() -> str:
        add(request.actor, FieldChoice(field=field, **form.wish()))
        return url_of(field)

    return converse(request, form, run, heading=_("New choice"), action_label=_("Add choice"), back_href=url_of(field))


@signed_in
def edit_choice(request: PersonRequest, row_id: UUID, choice_id: UUID) -> HttpResponse:
    field = field_of(request, row_id)
    choice = _choice(field, choice_id)
    form = ChoiceForm(sent(request), row=choice, initial={"seen": _mark(choice)})

    def run() -> str:
        change(request.actor, choice, form.wish(choice), seen=form.cleaned_data["seen"])
        return url_of(field)

    return converse(
        request,
        form,
        run,
        renew=lambda: _mark(_choice(field, choice_id)),
        heading=_("Change “%(name)s”") % {"name": choice.label},
        action_label=_("Save"),
        back_href=url_of(field),
        lead=_("Incidents on which it was chosen show the new name."),
    )


@require_POST
@signed_in
def place_choice(request: PersonRequest, row_id: UUID, choice_id: UUID) -> HttpResponse:
    field = field_of(request, row_id)

    def run() -> None:
        move(request.actor, _choice(field, choice_id), **past_which(request, field.choices.all()))

    return tried(request, url_of(field), run)


@require_POST
@signed_in
def retire_choice(request: PersonRequest, row_id: UUID, choice_id: UUID) -> HttpResponse:
    field = field_of(request, row_id)
    return tried(request, url_of(field), lambda: retire(request.actor, _choice(field, choice_id)))


@require_POST
@signed_in
def revive_choice(request: PersonRequest, row_id: UUID, choice_id: UUID) -> HttpResponse:
    field = field_of(request, row_id)
    return tried(request, url_of(field), lambda: revive(request.actor, _choice(field, choice_id)))


@signed_in
def delete_choice(request: PersonRequest, row_id: UUID, choice_id: UUID) -> HttpResponse:
    field = field_of(request, row_id)
    choice = _choice(field, choice_id)
    form = forms.Form(sent(request))

    def run() -> str:
        delete(request.actor, choice)
        messages.success(request, _("“%(name)s” is deleted.") % {"name": choice.label})
        return url_of(field)

    return converse(
        request,
        form,
        run,
        heading=_("Delete “%(name)s”") % {"name": choice.label},
        action_label=_("Delete for good"),
        back_href=url_of(field),
        is_danger=True,
        lead=_("This can't be undone. Only what no incident ever used can be deleted; anything else is retired."),
    )


def field_of(request: PersonRequest, row_id: UUID) -> Field:
    require(request.actor, Verb.SETTINGS_MANAGE)
    field = Field.objects.filter(pk=row_id).first()
    if field is None:
        raise nothing_here()
    return field


def url_of(field: Field) -> str:
    return f"/settings/fields/{field.pk}"


def _choice(field: Field, choice_id: UUID) -> FieldChoice:
    choice = field.choices.filter(pk=choice_id).first()
    if choice is None:
        raise NotFound(_("This was deleted by somebody else, or was never there."))
    return choice


def _mark(choice: FieldChoice) -> str:
    return mark_of(noun_of(choice).facts(choice))
