"""Templates of our own: written, changed and put away."""

import re

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from afterword.access.audit import audit
from afterword.access.policy import require
from afterword.access.verbs import Verb
from afterword.core import clock
from afterword.core.errors import Conflict, Invalid, NotFound
from afterword.people.actor import Actor
from afterword.postmortems.models import OwnTemplate
from afterword.postmortems.template_files import finder, template_keys
from afterword.postmortems.template_includes import included_keys
from afterword.postmortems.template_text import read_template, whole

_KEY = re.compile(r"[a-z0-9][a-z0-9-]{0,59}")


@transaction.atomic
def replace_template(actor: Actor, key: str, language: str, text: str) -> OwnTemplate:
    """Write a template, or give it another text; one that was retired is offered again.

    Nothing happens when it says that already. Raises Invalid for the key of one that comes with Afterword.
    """
    existing = OwnTemplate.objects.select_for_update(of=("self",)).filter(key=key, language=language).first()
    require(actor, Verb.TEMPLATE_UPDATE, existing)
    _check(key, language)
    if existing and existing.body == text and existing.retired_at is None:
        return existing
    read = whole(read_template(text, key, language), finder(language), is_strict=True)
    row = existing or OwnTemplate(key=key, language=language, created_by=actor.user)
    row.name, row.description, row.kind, row.body = read.name, read.description, read.kind, text
    row.retired_at, row.updated_at = None, clock.now()
    row.save()
    audit(actor, "template.changed" if existing else "template.created", row, called=row.name)
    return row


@transaction.atomic
def retire_template(actor: Actor, key: str, language: str) -> None:
    """No new report begins with it; those that did keep their text."""
    found = OwnTemplate.objects.select_for_update(of=("self",)).filter(key=key, language=language).first()
    require(actor, Verb.TEMPLATE_UPDATE, found)
    if found is None:
        raise NotFound(_("There is no template “%(key)s”.") % {"key": key[:60]})
    if found.retired_at:
        return
    _check_nobody_includes(found)
    found.retired_at = clock.now()
    found.save(update_fields=["retired_at"])
    audit(actor, "template.retired", found, called=found.name)


def _check_nobody_includes(row: OwnTemplate) -> None:
    others = OwnTemplate.objects.offered().exclude(pk=row.pk).filter(language=row.language)
    taking = [each.name for each in others.filter(body__contains=row.key) if row.key in included_keys(each.body)]
    if taking:
        words = _("Other templates include it: %(names)s. Take it out of them first.")
        raise Conflict(words % {"names": ", ".join(taking[:5])}, code="template_included")


def _check(key: str, language: str) -> None:
    if key in template_keys():
        words = _("“%(key)s” comes with Afterword. Choose another key for your own template.")
        raise Invalid({"key": words % {"key": key}})
    if not _KEY.fullmatch(key):
        raise Invalid({"key": _("A key has small letters, digits and hyphens, at most 60.")})
    known = [code for code, _name in settings.LANGUAGES]
    if language not in known:
        raise Invalid({"language": _("The language is one of %(known)s.") % {"known": ", ".join(known)}})
