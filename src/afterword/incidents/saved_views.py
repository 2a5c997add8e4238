"""Lists that people come back to."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from afterword.core import clock
from afterword.core.rows import Row
from afterword.people.actor import Actor


class SavedViewQuerySet(models.QuerySet["SavedView"]):
    def visible_to(self, actor: Actor) -> "SavedViewQuerySet":
        """One's own, and those that others share."""
        if actor.is_system:
            return self
        return self.filter(Q(owner=actor.user_id) | Q(is_shared=True)) if actor.is_active else self.none()


class SavedView(Row):
    """Filters, sort order and columns under a name. It holds words, so each reader finds only what they may see."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved_views")
    name = models.CharField(_("name"), max_length=80)
    query = models.CharField(max_length=2000, blank=True)  # as it stands in the address of the list
    columns: "models.JSONField[list[str], list[str]]" = models.JSONField(default=list)
    is_shared = models.BooleanField(_("for everybody"), default=False)
    created_at = models.DateTimeField(default=clock.now)
    objects = SavedViewQuerySet.as_manager()

    class Meta:
        ordering = ("name",)
        constraints = (models.UniqueConstraint(fields=("owner", "name"), name="view_name_once_for_each_owner"),)

    def __str__(self) -> str:
        return self.name
