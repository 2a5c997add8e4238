"""The tags of one incident."""

import re
from typing import Any

from django import forms
from django.db.models import Exists, OuterRef
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from afterword.incidents.actions.set_tags import set_tags
from afterword.incidents.models import Incident
from afterword.incidents.tags import Tag
from afterword.people.actor import Actor
from afterword.web.incidents.changes import to_change
from afterword.web.incidents.dialog import Dialog, converse
from afterword.web.requests import PersonRequest, sent, signed_in

SUGGESTED = 200
_COMMAS = re.compile("[,，、\n]")


class TagsField(forms.CharField):
    """Words with commas between them, narrow or wide."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, **kwargs)

    def to_python(self, value: Any) -> Any:
        return [word for word in _COMMAS.split(super().to_python(value) or "") if word.strip()]


class TagsForm(forms.Form):
    tags = TagsField(
        label=gettext_lazy("Tags"),
        help_text=gettext_lazy("Words with commas between them, such as database, release."),
        widget=forms.TextInput(attrs={"autofocus": True, "list": "known-tags", "autocomplete": "off"}),
    )


@signed_in
def change_tags_of(request: PersonRequest, number: int) -> HttpResponse:
    incident = to_change(request, number)
    named = ", ".join(incident.tags.values_list("name", flat=True))
    form = TagsForm(sent(request), initial={"tags": named})
    dialog = Dialog(
        _("Tags"), _("Save tags"), template="incidents/tags.html", extra={"known_tags": known_tags(request.actor)}
    )

    def run(given: dict[str, Any]) -> object:
        return set_tags(request.actor, incident, given["tags"])

    return converse(request, incident, form, dialog, run)


def known_tags(actor: Actor) -> list[str]:
    """What is on incidents that the actor may see: a tag alone can tell of one that is hidden."""
    seen = Incident.objects.visible_to(actor).filter(tags=OuterRef("pk"))
    return list(Tag.objects.filter(Exists(seen)).values_list("name", flat=True)[:SUGGESTED])
