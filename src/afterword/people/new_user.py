"""What an account must be, whoever makes it."""

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from afterword.core.errors import Invalid
from afterword.people.models import Role, User


def new_user(
    *, email: str, name: str = "", password: str | None = None, role: str = Role.RESPONDER, zone: str = "UTC"
) -> User:
    """Store an account; without a password the person comes in by a link. Invalid names each field that won't do.

    Allows nothing and tells nobody: that is the business of the verbs that call it. Addresses are kept in lower case,
    because that is how they are looked up when somebody signs in.
    """
    email = email.strip().lower()
    user = User(email=email, name=name.strip() or email.partition("@")[0], role=role, zone=zone)
    user.set_unusable_password()
    fields = _complaints(user) | ({} if password is None else password_complaints(user, password))
    if fields:
        raise Invalid(fields)
    if password is not None:
        user.set_password(password)
    _save_new(user)
    return user


def password_complaints(user: User, password: str) -> dict[str, str]:
    """What is wrong with a password for this person, as a field; empty when it will do."""
    try:
        validate_password(password, user)
    except ValidationError as error:
        return {"password": " ".join(error.messages)}
    return {}


def _complaints(user: User) -> dict[str, str]:
    try:
        user.full_clean()
    except ValidationError as error:
        return {_field(name): " ".join(messages) for name, messages in error.message_dict.items()}
    return {}


def _field(name: str) -> str:
    """The only rule of the whole row is that of the address."""
    return "email" if name == "__all__" else name


def _save_new(user: User) -> None:
    try:
        with transaction.atomic():
            user.save(force_insert=True)
    except IntegrityError:  # somebody else was faster than our check
        raise Invalid({"email": _("Somebody has an account with this address already.")}) from None
