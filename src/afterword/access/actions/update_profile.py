from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from afterword.access.audit import audit
from afterword.access.policy import lock
from afterword.access.verbs import Verb
from afterword.core.errors import Invalid
from afterword.people.actor import Actor
from afterword.people.models import User


@transaction.atomic
def update_profile(
    actor: Actor,
    user: User,
    *,
    name: str | None = None,
    zone: str | None = None,
    language: str | None = None,
    theme: str | None = None,
) -> User:
    """Change how a person is called and how pages look to them; what is not given stays.

    An empty language follows the browser. Invalid names each field that won't do.
    """
    user = lock(actor, Verb.PROFILE_UPDATE, user)
    before = user.name
    given = {"name": name, "zone": zone, "language": language, "theme": theme}
    changed = {field: value.strip() for field, value in given.items() if value is not None}
    for field, value in changed.items():
        setattr(user, field, value)
    _check(user)
    user.save(update_fields=list(changed))
    if user.name != before:
        audit(actor, "user.renamed", user, before=before)
    return user


def _check(user: User) -> None:
    fields = {}
    try:
        user.clean_fields(exclude={"password"})
    except ValidationError as error:
        fields = {name: " ".join(messages) for name, messages in error.message_dict.items()}
    if user.language and user.language not in dict(settings.LANGUAGES):
        fields["language"] = _("Choose one of the languages.")
    if fields:
        raise Invalid(fields)
