"""The invitation as a message. It is sent from the page that shows its link, because the link exists nowhere else."""

import logging

from django.conf import settings
from django.utils.translation import gettext as _

from afterword.people.addresses import invitation_address
from afterword.people.mail import send_mail
from afterword.people.models import Invitation

log = logging.getLogger(__name__)


def mail_invitation(invitation: Invitation, secret: str) -> bool:
    """Send the link to the invited address; whether the mail server took it. Without mail set up: False."""
    if not settings.HAS_MAIL:
        return False
    try:
        send_mail(invitation.email, *_words(invitation, secret))
    except OSError as error:
        log.warning("invitation %s was not mailed: %s", invitation.pk, error)
        return False
    return True


def _words(invitation: Invitation, secret: str) -> tuple[str, tuple[str, ...]]:
    """In the language of whoever invites, the active one: of the other we know nothing yet."""
    return (
        _("%(name)s invites you to Afterword") % {"name": invitation.invited_by or "Afterword"},
        (
            _("Afterword is where incidents are worked on and learned from."),
            _("Open this link to choose a password and come in:"),
            invitation_address(secret),
            _("It works once, within seven days. If you did not expect it, ignore this message."),
        ),
    )
