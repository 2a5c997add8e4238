"""What users feel: adding, correcting, ending and taking back."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext as _

from afterword.core.errors import NotFound
from afterword.incidents.actions.impacts import ImpactFigures, add_impact, edit_impact, end_impact, remove_impact
from afterword.incidents.models import Impact, Incident
from afterword.web.incidents.changes import to_change
from afterword.web.incidents.dialog import Dialog, converse
from afterword.web.incidents.figures import figures_of
from afterword.web.incidents.finding import zones_of
from afterword.web.incidents.forms import EndForm
from afterword.web.incidents.impact_forms import ImpactForm
from afterword.web.requests import PersonRequest, sent, signed_in


@signed_in
def add(request: PersonRequest, number: int) -> HttpResponse:
    incident = to_change(request, number)
    form = ImpactForm(sent(request), zones=zones_of(request, incident), initial={"is_downtime": True})
    dialog = Dialog(_("Add impact"), _("Add impact"), template="incidents/impact.html", key="impact")

    def run(given: dict[str, Any]) -> object:
        return add_impact(
            request.actor,
            incident,
            given["description"],
            started_at=given["started_at"],
            ended_at=given["ended_at"],
            is_downtime=given["is_downtime"],
            figures=form.figures(),
        )

    return converse(request, incident, form, dialog, run)


@signed_in
def edit(request: PersonRequest, number: int, impact_id: UUID) -> HttpResponse:
    incident = to_change(request, number)
    impact = _impact(incident, impact_id)
    initial = {
        "description": impact.description,
        "started_at": impact.started_at,
        "ended_at": impact.ended_at,
        "is_downtime": impact.is_downtime,
        "since": incident.timeline_head,
        **vars(ImpactFigures.of(impact)),
    }
    form = ImpactForm(sent(request), zones=zones_of(request, incident), initial=initial, impact=impact)
    dialog = Dialog(
        _("Correct the impact"),
        _("Save impact"),
        template="incidents/impact.html",
        extra={"impact": impact},
        theirs=lambda: _as_it_is(_impact(incident, impact_id)),
    )

    def run(given: dict[str, Any]) -> object:
        started_at = given["started_at"] or impact.started_at
        return edit_impact(
            request.actor,
            impact,
            description=given["description"],
            started_at=started_at,
            ended_at=given["ended_at"],
            is_downtime=given["is_downtime"],
            figures=form.figures(),
            since=given["since"],
        )

    return converse(request, incident, form, dialog, run)


@signed_in
def end(request: PersonRequest, number: int, impact_id: UUID) -> HttpResponse:
    incident = to_change(request, number)
    impact = _impact(incident, impact_id)
    form = EndForm(sent(request), zones=zones_of(request, incident))
    dialog = Dialog(_("Impact ended"), _("End impact"), lead=impact.description, names={"ended_at": "at"})

    def run(given: dict[str, Any]) -> object:
        return end_impact(request.actor, impact, at=given["at"])

    return converse(request, incident, form, dialog, run)


@signed_in
def remove(request: PersonRequest, number: int, impact_id: UUID) -> HttpResponse:
    incident = to_change(request, number)
    impact = _impact(incident, impact_id)
    form = forms.Form(sent(request))
    lead = _("“%(impact)s” is taken off. The timeline keeps that it was there.") % {"impact": impact}
    dialog = Dialog(_("Remove the impact"), _("Remove"), lead=lead, is_danger=True)

    def run(_given: dict[str, Any]) -> object:
        return remove_impact(request.actor, impact)

    return converse(request, incident, form, dialog, run)


def _as_it_is(impact: Impact) -> str:
    return "\n".join(line for line in (impact.description, figures_of(impact)) if line)


def _impact(incident: Incident, impact_id: UUID) -> Impact:
    impact = incident.impacts.filter(pk=impact_id).first()
    if impact is None:
        raise NotFound(_("This impact was removed by somebody else."))
    impact.incident = incident
    return impact
