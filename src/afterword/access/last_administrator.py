"""There is always somebody who can let others in."""

from django.utils.translation import gettext as _

from afterword.core.errors import Conflict
from afterword.people.models import User


def hold_administrators() -> None:
    """Lock everyone who administers, in one order, before any one of them: two who remove each other take turns."""
    list(User.objects.administrators().order_by("pk").select_for_update().values_list("pk", flat=True))


def refuse_the_last(user: User) -> None:
    """Conflict when nobody else administers. Call `hold_administrators` first."""
    if user.is_active and user.is_administrator and not User.objects.administrators().exclude(pk=user.pk).exists():
        raise Conflict(
            _("%(name)s is the only administrator. Make somebody else administrator first.") % {"name": user},
            code="last_administrator",
        )
