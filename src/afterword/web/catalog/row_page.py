"""Making, changing and deleting one row."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _

from afterword.core.errors import NotFound
from afterword.core.marks import mark_of
from afterword.incidents.actions.catalog.add import add
from afterword.incidents.actions.catalog.change import change
from afterword.incidents.actions.catalog.delete import delete
from afterword.incidents.catalog import Listed
from afterword.web.catalog.converse import converse
from afterword.web.catalog.pages import Page, page_for
from afterword.web.requests import PersonRequest, sent, signed_in


@signed_in
def new_row(request: PersonRequest, key: str) -> HttpResponse:
    page = page_for(request, key)
    form = page.form(sent(request))

    def run() -> str:
        row = add(request.actor, page.noun.model(**form.wish()))
        messages.success(request, _("“%(name)s” is added.") % {"name": row.label})
        return f"{page.url}/{row.pk}" if page.has_page else page.url

    return converse(
        request, form, run, template=page.template, heading=page.new, action_label=page.add, back_href=page.url
    )


@signed_in
def edit_row(request: PersonRequest, key: str, row_id: UUID) -> HttpResponse:
    page = page_for(request, key)
    row = row_of(page, row_id)
    form = page.form(sent(request), row=row, initial={"seen": mark(page, row)})
    back = f"{page.url}/{row.pk}" if page.has_page else page.url

    def run() -> str:
        change(request.actor, row, form.wish(row), seen=form.cleaned_data["seen"])
        return back

    return converse(
        request,
        form,
        run,
        template=page.template,
        renew=lambda: mark(page, row_of(page, row_id)),
        heading=_("Change “%(name)s”") % {"name": row.label},
        action_label=_("Save"),
        back_href=back,
        row=row,
        lead=_("Incidents show the new name; what stands in a timeline keeps the name that it had then."),
    )


@signed_in
def delete_row(request: PersonRequest, key: str, row_id: UUID) -> HttpResponse:
    page = page_for(request, key)
    row = row_of(page, row_id)
    form = forms.Form(sent(request))

    def run() -> str:
        delete(request.actor, row)
        messages.success(request, _("“%(name)s” is deleted.") % {"name": row.label})
        return page.url

    return converse(
        request,
        form,
        run,
        heading=_("Delete “%(name)s”") % {"name": row.label},
        action_label=_("Delete for good"),
        back_href=page.url,
        is_danger=True,
        lead=_("This can't be undone. Only what no incident ever used can be deleted; anything else is retired."),
    )


def row_of(page: Page, row_id: UUID) -> Listed:
    row = page.noun.model._default_manager.filter(pk=row_id).first()
    if row is None:
        raise NotFound(_("This was deleted by somebody else, or was never there."))
    return row


def mark(page: Page, row: Listed) -> str:
    return mark_of(page.noun.facts(row))
