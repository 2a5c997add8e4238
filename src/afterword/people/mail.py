"""Plain text mail to one person."""

from django.conf import settings
from django.core.mail import EmailMessage


def send_mail(address: str, subject: str, lines: tuple[str, ...]) -> None:
    """Hand a message to the mail server that EMAIL_URL names. OSError when it can't be reached or refuses.

    Never inside a transaction: the server may take seconds.
    """
    EmailMessage(subject, "\n\n".join(lines) + "\n", settings.DEFAULT_FROM_EMAIL, [address]).send()
