"""The list of each kind: in order, with what it means, how often it is used, and what was retired."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from afterword.incidents.catalog import Category, Listed
from afterword.incidents.models import FieldGroup
from afterword.web.catalog.pages import page_for
from afterword.web.catalog.rows import Shown, retired_rows, shown_rows, uses_of
from afterword.web.requests import PersonRequest, signed_in


@signed_in
def show_list(request: PersonRequest, key: str) -> HttpResponse:
    page = page_for(request, key)
    rows: list[Listed] = list(page.noun.model._default_manager.all())
    uses = uses_of(request.actor, key)
    context = {
        "section": "settings",
        "page": page,
        "groups": _grouped(key, shown_rows(page.noun, rows, uses)),
        "retired": retired_rows(page.noun, rows, uses),
    }
    return render(request, "catalog/list.html", context)


def _grouped(key: str, shown: list[Shown[Any]]) -> list[tuple[str, list[Shown[Any]]]]:
    """Statuses stand under their category and fields under their heading; the rest needs none."""
    if key == "statuses":
        return [(str(name.label), [each for each in shown if each.row.category == name]) for name in Category]
    if key == "fields":
        found = [
            (str(FieldGroup(name).label), [each for each in shown if each.row.group == name]) for name in FieldGroup
        ]
        return [group for group in found if group[1]]
    return [("", shown)]
