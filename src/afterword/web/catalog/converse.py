"""A form about one row of the catalog: shown, sent, refused with words, or done and back to its list."""

from collections.abc import Callable
from typing import Any

from django.forms import Form
from django.http import HttpResponse, QueryDict
from django.shortcuts import render

from afterword.core.errors import Conflict, Invalid
from afterword.web.form_errors import show_refusal, status_of
from afterword.web.requests import PersonRequest, SeeOther

Run = Callable[[], str]  # does it, and says where to go then


def converse(
    request: PersonRequest,
    form: Form,
    run: Run,
    *,
    template: str = "catalog/form.html",
    renew: Callable[[], str] | None = None,
    **words: Any,
) -> HttpResponse:
    """`renew`: the mark of the row as it is now, for whoever knowingly saves over somebody else's change."""
    status = status_of(form)
    if form.is_bound and form.is_valid():
        try:
            return SeeOther(run())
        except (Invalid, Conflict) as refusal:
            status = show_refusal(form, refusal)
            if refusal.code == "changed_meanwhile" and renew and isinstance(form.data, QueryDict):
                form.data = form.data.copy()
                form.data["seen"] = renew()
    return render(request, template, {"form": form, "section": "settings", **words}, status=status)
