"""An import of finished reports: its files, what was recognised in each, and what became of it."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from afterword.core import clock
from afterword.core.rows import Row
from afterword.incidents.models import TITLE_LENGTH, Incident
from afterword.postmortems.models import Postmortem

NAME_LENGTH, KEY_LENGTH = 300, 400


class FileState(models.TextChoices):
    WAITING = "waiting", _("To be imported")
    LEFT_OUT = "left_out", _("Left out")
    IMPORTED = "imported", _("Imported")
    KNOWN = "known", _("Already here")
    REFUSED = "refused", _("Refused")


class Whereto(models.TextChoices):
    """Which incident the report tells of."""

    NEW = "new", _("A past incident, made of what the file tells")
    EXISTING = "existing", _("An incident that is here already")
    NONE = "none", _("None")


class ReportImport(Row):
    """A folder, an archive or some files, brought in by somebody."""

    source = models.CharField(_("source"), max_length=60)
    language = models.CharField(max_length=10, default="en")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    made_by_label = models.CharField(max_length=200)
    created_at = models.DateTimeField(default=clock.now)
    confirmed_at = models.DateTimeField(null=True)  # since then it is imported in the background
    finished_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-created_at",)

    def __str__(self) -> str:
        return f"import from {self.source}"

    @property
    def is_running(self) -> bool:
        return self.confirmed_at is not None and self.finished_at is None

    @property
    def url(self) -> str:
        return f"/settings/imports/{self.pk}"


class ImportedFile(Row):
    """One file of an import: its text as it was, what is to come of it, and what came."""

    run = models.ForeignKey(ReportImport, models.CASCADE, related_name="files")
    position = models.PositiveIntegerField()
    name = models.CharField(max_length=NAME_LENGTH)
    key = models.CharField(max_length=KEY_LENGTH)  # source and name: tells the file apart for ever
    text = models.TextField()
    state = models.CharField(max_length=20, choices=FileState.choices, default=FileState.WAITING)
    title = models.CharField(_("title"), max_length=TITLE_LENGTH)
    zone = models.CharField(_("time zone"), max_length=64, blank=True)
    severity = models.CharField(_("severity"), max_length=80, blank=True)
    services = models.JSONField(default=list)
    times = models.JSONField(default=dict)  # of the six, as they were written or corrected
    whereto = models.CharField(_("incident"), max_length=20, choices=Whereto.choices, default=Whereto.NEW)
    incident = models.ForeignKey(Incident, models.SET_NULL, null=True, related_name="+")
    is_published = models.BooleanField(_("finished: publish it"), default=False)
    postmortem = models.ForeignKey(Postmortem, models.SET_NULL, null=True, related_name="+")
    told = models.JSONField(default=list)  # sentences: why it was refused, or what could not be placed

    if TYPE_CHECKING:
        incident_id: UUID | None
        postmortem_id: UUID | None
        run_id: UUID

    class Meta:
        ordering = ("run", "position")
        constraints = (
            models.UniqueConstraint(fields=("run", "position"), name="imported_file_position"),
            models.UniqueConstraint(
                fields=("key",), condition=Q(postmortem__isnull=False), name="report_imported_once"
            ),
        )

    def __str__(self) -> str:
        return self.name
