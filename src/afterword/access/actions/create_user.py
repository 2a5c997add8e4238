"""Give a person an account."""

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from afterword.access.audit import audit
from afterword.access.policy import require
from afterword.access.verbs import Verb
from afterword.core.errors import Invalid
from afterword.people.actor import Actor
from afterword.people.models import Role, User


@transaction.atomic
def create_user(
    actor: Actor, *, email: str, name: str = "", password: str | None = None, role: str = Role.RESPONDER
) -> User:
    """A new account; without a password the person comes in by a link. Invalid names each field that won't do."""
    require(actor, Verb.PEOPLE_MANAGE)
    user = User(email=email.strip(), name=name.strip() or email.partition("@")[0], role=role)
    user.set_unusable_password()
    fields = _complaints(user, password)
    if fields:
        raise Invalid(fields)
    if password is not None:
        user.set_password(password)
    _save_new(user)
    audit(actor, "user.created", user, role=role)
    return user


def _complaints(user: User, password: str | None) -> dict[str, str]:
    fields = {}
    try:
        user.full_clean()
    except ValidationError as error:
        fields = {_field(name): " ".join(messages) for name, messages in error.message_dict.items()}
    try:
        if password is not None:
            validate_password(password, user)
    except ValidationError as error:
        fields["password"] = " ".join(error.messages)
    return fields


def _field(name: str) -> str:
    """The only rule of the whole row is that of the address."""
    return "email" if name == "__all__" else name


def _save_new(user: User) -> None:
    try:
        with transaction.atomic():
            user.save(force_insert=True)
    except IntegrityError:  # somebody else was faster than our check
        raise Invalid({"email": _("Somebody has an account with this address already.")}) from None
