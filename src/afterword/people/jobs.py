"""Mail that leaves after the commit."""

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from afterword.core.jobs import task
from afterword.people.mail import send_mail
from afterword.people.models import User


@task("people.mail_password_reset")
def mail_password_reset(user_id: str, language: str) -> None:
    """Send the link by which a person sets a new password; made here, so that it is stored nowhere."""
    user = User.objects.active().filter(pk=user_id).first()
    if user is None:
        return
    token = {"uidb36": user_pk_to_url_str(user), "key": default_token_generator.make_token(user)}
    link = settings.BASE_URL + reverse("account_reset_password_from_key", kwargs=token)
    with translation.override(user.language or language):
        send_mail(user.email, *_words(user, link))


def _words(user: User, link: str) -> tuple[str, tuple[str, ...]]:
    return (
        _("Choose a new password"),
        (
            _("Somebody, probably you, asked for a new password for %(name)s.") % {"name": user},
            _("Open this link to choose it:"),
            link,
            _("It works once, within four hours. If it was not you, ignore this message: nothing has changed."),
        ),
    )
