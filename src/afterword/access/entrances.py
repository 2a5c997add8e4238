"""Finding what a secret link opens."""

from django.utils.translation import gettext as _

from afterword.core.errors import NotFound
from afterword.people.models import SecretQuerySet, SecretT


def opened(rows: SecretQuerySet[SecretT], secret: str) -> SecretT:
    """The row this secret opens now. One that never was and one that is used up sound the same: NotFound."""
    row = rows.opened_by(secret).first()
    if row is None:
        raise NotFound(_("This link was used already, was withdrawn or is too old. Ask for a new one."))
    return row
