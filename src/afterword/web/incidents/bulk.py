"""Changing the incidents that were chosen in a list."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from afterword.core.errors import Invalid
from afterword.incidents.actions.bulk_change import MOST_AT_ONCE, BulkChange, SomeRefused, bulk_change
from afterword.incidents.listing import LABELS
from afterword.incidents.models import Incident, Service, Severity
from afterword.people.models import Team, User
from afterword.web.form_errors import show_problems, status_of
from afterword.web.incidents.forms import LabelChoice, RowChoice, open_statuses
from afterword.web.incidents.list_address import LIST
from afterword.web.incidents.tags import TagsField, known_tags
from afterword.web.requests import PersonRequest, SeeOther, sent, signed_in

BIGGEST_NUMBER = 2**31 - 1
LISTED = 50
TESTS = (
    ("", gettext_lazy("Leave as it is")),
    ("yes", gettext_lazy("Mark as test")),
    ("no", gettext_lazy("Mark as real")),
)


class BulkForm(forms.Form):
    """Everything may stay empty; what does is left alone on each incident."""

    severity = LabelChoice(label=gettext_lazy("Severity"), queryset=Severity.objects.none(), required=False)
    status = LabelChoice(
        label=gettext_lazy("Status"), queryset=Severity.objects.none(), required=False,
        help_text=gettext_lazy("Only open incidents; resolving asks for more and stays with each of them."),
    )  # fmt: skip
    commander = RowChoice(label=gettext_lazy("Commander"), queryset=User.objects.none(), required=False)
    add_tags = TagsField(
        label=gettext_lazy("Add tags"), widget=forms.TextInput(attrs={"list": "known-tags", "autocomplete": "off"})
    )
    remove_tags = TagsField(label=gettext_lazy("Remove tags"))
    add_services = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Add services"), queryset=Service.objects.none(), required=False
    )
    add_teams = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Add teams"), queryset=Team.objects.none(), required=False
    )
    test = forms.ChoiceField(label=gettext_lazy("Test"), choices=TESTS, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = {
            "severity": Severity.objects.filter(retired_at=None),
            "status": open_statuses(),
            "commander": User.objects.active(),
            "add_services": Service.objects.filter(retired_at=None),
            "add_teams": Team.objects.filter(retired_at=None),
        }
        for name, found in rows.items():
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = found
        for name in ("commander", "add_services", "add_teams"):
            self.fields[name].widget.attrs["data-placeholder"] = _("Leave as it is")
        for name in ("severity", "status", "commander"):
            self.fields[name].empty_label = _("Leave as it is")  # type: ignore[attr-defined]

    def change(self) -> BulkChange:
        given = self.cleaned_data
        return BulkChange(
            severity=given["severity"],
            status=given["status"],
            commander=given["commander"],
            add_tags=tuple(given["add_tags"]),
            remove_tags=tuple(given["remove_tags"]),
            add_services=tuple(given["add_services"]),
            add_teams=tuple(given["add_teams"]),
            is_test={"yes": True, "no": False}.get(given["test"]),
        )


@signed_in
def change_many(request: PersonRequest) -> HttpResponse:
    """Asks what is to change on the incidents of the address, and changes all of them or none."""
    data = sent(request)
    numbers, back = numbers_in(data if data is not None else request.GET), _back(request)
    form, refusal = BulkForm(data), None
    if form.is_bound and form.is_valid():
        try:
            count = bulk_change(request.actor, numbers, form.change())
        except SomeRefused as some:
            refusal = some
        except Invalid as problem:
            show_problems(form, problem)
        else:
            _tell(request, count)
            return SeeOther(back)
    return _page(request, form, numbers, back, refusal)


def numbers_in(params: QueryDict) -> list[int]:
    """From boxes, one number each, or from one field with many; what is no number is none of ours."""
    texts = [*params.getlist("number"), *params.get("numbers", "").split(",")]
    wanted = [int(text) for text in texts if text.strip().isascii() and text.strip().isdigit() and len(text) < 12]
    return list(dict.fromkeys(number for number in wanted if number <= BIGGEST_NUMBER))


def _page(
    request: PersonRequest, form: BulkForm, numbers: list[int], back: str, refusal: SomeRefused | None
) -> HttpResponse:
    found = Incident.objects.visible_to(request.actor).filter(number__in=numbers[:MOST_AT_ONCE])
    context = {
        "form": form,
        "count": len(numbers),
        "most": MOST_AT_ONCE,
        "is_too_many": len(numbers) > MOST_AT_ONCE,
        "numbers": ",".join(map(str, numbers)),
        "incidents": list(found.select_related(*LABELS).order_by("-number")[:LISTED]),
        "more": max(0, len(numbers) - LISTED),
        "back": back,
        "known_tags": known_tags(request.actor),
        "refusal": refusal,
        "others": ",".join(map(str, refusal.others)) if refusal else "",
        "section": "incidents",
    }
    return render(request, "incidents/bulk.html", context, status=refusal.status if refusal else status_of(form))


def _back(request: PersonRequest) -> str:
    """The list that one came from; nothing else is led to."""
    back = request.POST.get("back") or request.GET.get("back") or LIST
    return back if back == LIST or back.startswith(f"{LIST}?") else LIST


def _tell(request: PersonRequest, count: int) -> None:
    text = ngettext("Changed %(count)s incident.", "Changed %(count)s incidents.", count)
    messages.success(request, text % {"count": count})
