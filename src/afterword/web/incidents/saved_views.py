"""Keeping a list under a name, and changing or removing what is kept."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from afterword.access.policy import require, see
from afterword.access.verbs import Verb
from afterword.core.errors import Invalid
from afterword.incidents.actions.views import change_view, remove_view, save_view
from afterword.incidents.filter_params import clean_query
from afterword.incidents.models import SavedView
from afterword.web.form_errors import show_problems, status_of
from afterword.web.incidents.forms import Words
from afterword.web.incidents.list_address import LIST, address
from afterword.web.incidents.views_bar import way_to
from afterword.web.requests import PersonRequest, SeeOther, sent, signed_in


class ViewForm(forms.Form):
    name = Words(label=gettext_lazy("Name"), widget=forms.TextInput(attrs={"autofocus": True, "maxlength": 80}))
    is_shared = forms.BooleanField(
        label=gettext_lazy("For everybody"), required=False,
        help_text=gettext_lazy("Everybody finds it above the list. Each sees only the incidents that they may see."),
    )  # fmt: skip


@signed_in
def save_a_view(request: PersonRequest) -> HttpResponse:
    """The address of this form carries what is to be kept."""
    require(request.actor, Verb.VIEW_SAVE)
    form = ViewForm(sent(request))
    if form.is_bound and form.is_valid():
        try:
            view = save_view(
                request.actor,
                query=request.GET.urlencode(),
                columns=request.GET.getlist("columns"),
                **form.cleaned_data,
            )
        except Invalid as problem:
            show_problems(form, problem)
        else:
            return SeeOther(way_to(view))
    context = {"heading": _("Save this list as a view"), "action_label": _("Save view")}
    return _form_page(request, form, {**context, "back_href": address(request.GET, LIST)})


@signed_in
def change_a_view(request: PersonRequest, view_id: UUID) -> HttpResponse:
    view = _to_change(request, view_id)
    form = ViewForm(sent(request), initial={"name": view.name, "is_shared": view.is_shared})
    if form.is_bound and form.is_valid():
        try:
            view = change_view(request.actor, view, **form.cleaned_data)
        except Invalid as problem:
            show_problems(form, problem)
        else:
            return SeeOther(way_to(view))
    context = {"heading": _("Change the view"), "action_label": _("Save view"), "view": view}
    return _form_page(request, form, {**context, "back_href": way_to(view)})


@require_POST
@signed_in
def keep_as_shown(request: PersonRequest, view_id: UUID) -> HttpResponse:
    """From now on the view says what the list in `query` shows."""
    view = _to_change(request, view_id)
    query = clean_query(request.POST.get("query", ""), me=request.user)
    columns = request.POST.getlist("columns")
    return SeeOther(way_to(change_view(request.actor, view, query=query, columns=columns)))


@require_POST
@signed_in
def remove_a_view(request: PersonRequest, view_id: UUID) -> HttpResponse:
    remove_view(request.actor, _to_change(request, view_id))
    return SeeOther(LIST)


def _to_change(request: PersonRequest, view_id: UUID) -> SavedView:
    view = see(request.actor, SavedView.objects.filter(pk=view_id))
    require(request.actor, Verb.VIEW_UPDATE, view)
    return view


def _form_page(request: PersonRequest, form: forms.Form, context: dict[str, Any]) -> HttpResponse:
    context = {"form": form, "section": "incidents", **context}
    return render(request, "incidents/saved_view.html", context, status=status_of(form))
