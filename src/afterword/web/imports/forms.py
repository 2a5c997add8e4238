"""What is asked of somebody who brings in finished reports."""

import re
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from afterword.incidents.models import Incident, Severity
from afterword.people.actor import Actor
from afterword.transfer.actions.correct_file import Correction
from afterword.transfer.models import FileState, ImportedFile, Whereto
from afterword.transfer.report_draft import MOMENTS
from afterword.web.incidents.forms import Words

_TIME_LABELS = {
    "started": gettext_lazy("Started"),
    "detected": gettext_lazy("Detected"),
    "declared": gettext_lazy("Declared"),
    "acknowledged": gettext_lazy("Acknowledged"),
    "mitigated": gettext_lazy("Mitigated"),
    "resolved": gettext_lazy("Resolved"),
}


class ManyFiles(forms.FileField):
    """Several files under one name; what comes out is their list."""

    def clean(self, data: Any, initial: Any = None) -> "list[UploadedFile[bytes]]":
        given = [each for each in data or [] if each]
        if not given:
            raise forms.ValidationError(_("Choose at least one file."), code="required")
        return [super(ManyFiles, self).clean(each, initial) for each in given]


class _ManyFilesInput(forms.FileInput):
    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:  # noqa: ARG002
        return files.getlist(name) if hasattr(files, "getlist") else files.get(name)


class UploadForm(forms.Form):
    reports = ManyFiles(
        label=gettext_lazy("Files"),
        widget=_ManyFilesInput(attrs={"accept": ".md,.markdown,.mdx,.qmd,.txt,.html,.htm,.zip", "class": "file-drop"}),
        help_text=gettext_lazy(
            "Markdown or saved pages, or a zip archive of them; drop them here too. At most 1,000 files and 60 MB."
        ),
    )
    source = forms.CharField(
        label=gettext_lazy("Where they are from"),
        max_length=60,
        help_text=gettext_lazy("A short name, such as wiki. With the same name a file is never imported twice."),
    )
    language = forms.ChoiceField(label=gettext_lazy("Language of the reports"), choices=settings.LANGUAGES)


class FileForm(forms.Form):
    """What was recognised in a file, to be corrected. Times are read as the import of incidents reads them."""

    title = Words(label=gettext_lazy("Title"))
    is_left_out = forms.BooleanField(label=gettext_lazy("Leave this file out"), required=False)
    whereto = forms.ChoiceField(
        label=gettext_lazy("Incident it tells of"), choices=Whereto.choices, widget=forms.RadioSelect
    )
    incident = forms.CharField(
        label=gettext_lazy("Number of the incident"), required=False, help_text=gettext_lazy("Such as INC-12.")
    )
    severity = forms.ChoiceField(label=gettext_lazy("Severity"), required=False)
    services = forms.CharField(
        label=gettext_lazy("Services"), required=False, help_text=gettext_lazy("With commas between them.")
    )
    zone = forms.CharField(
        label=gettext_lazy("Time zone"),
        required=False,
        help_text=gettext_lazy("For times without one: Europe/Berlin, CET, UTC+2. UTC, if left empty."),
    )
    is_published = forms.BooleanField(label=gettext_lazy("It is finished: publish it"), required=False)

    def __init__(self, *args: Any, file: ImportedFile, actor: Actor, **kwargs: Any) -> None:
        kwargs["initial"] = _initial(file)
        super().__init__(*args, **kwargs)
        self.actor = actor
        names = Severity.objects.filter(retired_at=None).values_list("name", flat=True)
        severity = self.fields["severity"]
        assert isinstance(severity, forms.ChoiceField)
        severity.choices = [("", _("Not stated")), *((name, _(name)) for name in names)]
        for moment in MOMENTS:
            self.fields[moment] = forms.CharField(label=_TIME_LABELS[moment], required=False, max_length=60)

    def clean_incident(self) -> Incident | None:
        words = self.cleaned_data["incident"].strip()
        if not words:
            return None
        number = re.fullmatch(r"(?:INC-)?(\d{1,9})", words, re.IGNORECASE)
        found = number and Incident.objects.visible_to(self.actor).filter(number=int(number[1])).first()
        if not found:
            raise forms.ValidationError(_("There is no incident %(words)s here.") % {"words": words})
        return found

    @property
    def times(self) -> list[forms.BoundField]:
        return [self[moment] for moment in MOMENTS]

    @property
    def correction(self) -> Correction:
        given = self.cleaned_data
        return Correction(
            title=given["title"],
            zone=given["zone"],
            severity=given["severity"],
            services=tuple(re.split(r"[,，、;；]", given["services"])),
            times={moment: given[moment] for moment in MOMENTS},
            whereto=given["whereto"],
            incident=given["incident"],
            is_published=given["is_published"],
            is_left_out=given["is_left_out"],
        )


def _initial(file: ImportedFile) -> dict[str, object]:
    return {
        "title": file.title,
        "is_left_out": file.state == FileState.LEFT_OUT,
        "whereto": file.whereto,
        "incident": file.incident.reference if file.incident else "",
        "severity": file.severity,
        "services": ", ".join(file.services),
        "zone": file.zone,
        "is_published": file.is_published,
        **file.times,
    }
