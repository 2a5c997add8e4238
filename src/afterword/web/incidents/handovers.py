"""Handing a role over: the offer with its summary, and the successor's answer."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from afterword.core.errors import Conflict, NotFound
from afterword.incidents.actions.handovers import (
    accept_handover,
    decline_handover,
    offer_handover,
    withdraw_handover,
)
from afterword.incidents.assignees import assignees
from afterword.incidents.models import Handover, Incident, Role
from afterword.people.models import User
from afterword.web.incidents.changes import to_change
from afterword.web.incidents.dialog import Dialog, converse
from afterword.web.incidents.finding import back_to, find
from afterword.web.incidents.forms import LabelChoice, RowChoice, text_area
from afterword.web.incidents.handover_words import where_it_stands, without_empty_prompts
from afterword.web.requests import PersonRequest, SeeOther, sent, signed_in


class HandoverForm(forms.Form):
    role = LabelChoice(label=gettext_lazy("Role"), queryset=Role.objects.none(), empty_label=None)
    successor = RowChoice(label=gettext_lazy("To whom"), queryset=User.objects.none())
    summary = forms.CharField(
        label=gettext_lazy("What they need to know"),
        required=False,
        widget=text_area(8),
        help_text=gettext_lazy("Where it stands is filled in; add what is tried, decided and next. Markdown works."),
    )

    def __init__(self, *args: Any, incident: Incident, roles: QuerySet[Role], but: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].queryset = roles  # type: ignore[attr-defined]
        self.fields["successor"].queryset = assignees(incident).exclude(pk=but.pk)  # type: ignore[attr-defined]


class DeclineForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Why not"),
        required=False,
        widget=text_area(2, autofocus="autofocus"),
        help_text=gettext_lazy("A word helps whoever asks the next person."),
    )


@signed_in
def offer(request: PersonRequest, number: int) -> HttpResponse:
    """Of the roles one has; `?role=` has that one chosen already, else the command comes first."""
    incident = to_change(request, number)
    mine = incident.responders.filter(user=request.user, left_at=None)
    roles = Role.objects.filter(pk__in=mine.values("role")).order_by("-is_commander", "position")
    if not roles:
        raise Conflict(_("You have no role here that you could hand over."))
    initial = {"role": request.GET.get("role") or roles[0].pk, "summary": where_it_stands(incident)}
    form = HandoverForm(sent(request), incident=incident, roles=roles, but=request.user, initial=initial)
    dialog = Dialog(
        _("Hand over"),
        _("Offer to hand over"),
        template="incidents/handover.html",
        extra={"tasks": list(incident.tasks.filter(done_at=None).select_related("assignee")), "is_wide": True},
        key="handover",
    )

    def run(given: dict[str, Any]) -> object:
        summary = without_empty_prompts(given["summary"])
        return offer_handover(request.actor, incident, given["successor"], role=given["role"], summary=summary)

    return converse(request, incident, form, dialog, run)


@require_POST
@signed_in
def accept(request: PersonRequest, number: int, handover_id: UUID) -> HttpResponse:
    incident = find(request, number)
    handover = _handover(incident, handover_id)
    accept_handover(request.actor, handover)
    messages.success(request, _("You are %(role)s now.") % {"role": handover.role.label})
    return SeeOther(back_to(request, incident))


@signed_in
def decline(request: PersonRequest, number: int, handover_id: UUID) -> HttpResponse:
    incident = find(request, number)
    handover = _handover(incident, handover_id)
    lead = _("The role stays with %(name)s, who sees what you write.") % {"name": handover.giver or "–"}
    dialog = Dialog(_("Not take it over"), _("Decline"), lead=lead)

    def run(given: dict[str, Any]) -> object:
        return decline_handover(request.actor, handover, reason=given["reason"])

    return converse(request, incident, DeclineForm(sent(request)), dialog, run)


@require_POST
@signed_in
def withdraw(request: PersonRequest, number: int, handover_id: UUID) -> HttpResponse:
    incident = to_change(request, number)
    withdraw_handover(request.actor, _handover(incident, handover_id))
    return SeeOther(back_to(request, incident))


def _handover(incident: Incident, handover_id: UUID) -> Handover:
    found = incident.handovers.select_related("role", "giver", "successor").filter(pk=handover_id).first()
    if found is None:
        raise NotFound(_("There is no such offer."))
    found.incident = incident
    return found
