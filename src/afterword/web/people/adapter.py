"""How allauth behaves here."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from afterword.access.actions.change_password import change_password
from afterword.core.jobs import enqueue
from afterword.people.actor import Actor
from afterword.people.models import User


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """People come in by invitation; passwords change through our verb; mail leaves from a job."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": _("This address and password do not belong together. Check both and try again."),
        "too_many_login_attempts": _("That was wrong several times. Wait five minutes, then try again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002
        return False

    def set_password(self, user: User, password: str) -> None:
        """Only a link from the mail leads here; the form has checked the password."""
        change_password(Actor.person(user), user, password, is_proven=True)

    def send_password_reset_mail(self, user: User, email: str, context: dict[str, Any]) -> None:  # noqa: ARG002
        """By a job: an answer that waited for the mail server would tell strangers that there is such an account."""
        enqueue("people.mail_password_reset", {"user_id": str(user.pk), "language": translation.get_language()})

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """The next page shows that it worked; our own views say what needs saying."""
