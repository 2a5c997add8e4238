"""What is filled in about a milestone: its time, the fields of its kind, and whether a time of the incident follows."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from afterword.incidents.milestone_fields import PLANS
from afterword.incidents.models import Incident, Milestone
from afterword.incidents.moments import MOMENTS
from afterword.timeline.models import TimelineEntry
from afterword.web.incidents.forms import SinceMixin, text_area
from afterword.web.moments import MomentField, MomentForm

PREFIX = "detail_"


class MilestoneForm(SinceMixin, MomentForm):
    occurred_at = MomentField(label=_("When"), required=False, help_text=_("Now, if left empty."))
    sets_time = forms.BooleanField(required=False)

    def __init__(
        self,
        *args: Any,
        kind: str,
        incident: Incident,
        milestone: Milestone | None = None,
        note: TimelineEntry | None = None,
        **kwargs: Any,
    ) -> None:
        self.plan = PLANS[kind]
        known = milestone.details if milestone else {}
        initial = {f"{PREFIX}{name}": text for name, text in known.items()}
        at = milestone.occurred_at if milestone else self._known_time(incident)
        initial |= {"since": incident.timeline_head, "occurred_at": at}
        super().__init__(*args, initial=initial, **kwargs)
        if note:
            del self.fields["occurred_at"]
        self._offer_time(incident)
        for detail in self.plan.details:
            look = forms.TextInput(attrs={"inputmode": "url"}) if detail.is_link else text_area(2)
            self.fields[f"{PREFIX}{detail.name}"] = forms.CharField(
                label=gettext(detail.label), required=False, widget=look
            )

    def _known_time(self, incident: Incident) -> datetime | None:
        """When the incident says so already: an empty field would mean now, and move the time there."""
        return getattr(incident, self.plan.moment) if self.plan.moment else None

    def _offer_time(self, incident: Incident) -> None:
        moment = self.plan.moment
        if not moment or (moment == "resolved_at" and incident.is_open):
            del self.fields["sets_time"]
            return
        words = gettext("Also set “%(which)s” of the incident to this time")
        self.fields["sets_time"].label = words % {"which": gettext(MOMENTS[moment])}
        is_estimate = moment == "started_at" and incident.start_is_estimated
        self.initial["sets_time"] = getattr(incident, moment) is None or is_estimate

    @property
    def names(self) -> dict[str, str]:
        """The form's fields for what the verb calls otherwise."""
        return {each.name: f"{PREFIX}{each.name}" for each in self.plan.details}

    def details(self) -> dict[str, str]:
        """What was said, by the names that the verb knows."""
        return {each.name: self.cleaned_data.get(f"{PREFIX}{each.name}", "") for each in self.plan.details}
