"""What a team may be called, and say about itself."""

import re

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from afterword.core.errors import Invalid
from afterword.people.models import Team

LONGEST_NAME = 80
LONGEST_ABOUT = 2000
_UNWANTED = re.compile("[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\\ud800-\\udfff]")


def free_name(name: str, but: Team | None = None) -> str:
    """The name as it is stored. Invalid when it is missing, too long or another team's."""
    name = " ".join(name.split())
    if not name:
        raise Invalid({"name": _("Give the team a name.")})
    if len(name) > LONGEST_NAME:
        raise Invalid({"name": _("Use at most %(most)s characters.") % {"most": LONGEST_NAME}})
    others = Team.objects.exclude(pk=but.pk) if but else Team.objects.all()
    if taken := others.filter(name__iexact=name).first():
        raise _taken(taken)
    return name


def clean_about(text: str) -> str:
    """What a team looks after, as it is stored; Invalid when it is too long."""
    text = _UNWANTED.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()
    if len(text) > LONGEST_ABOUT:
        raise Invalid({"about": _("Use at most %(most)s characters.") % {"most": LONGEST_ABOUT}})
    return text


def store_team(team: Team) -> None:
    """Save it; Invalid when somebody else took the name since it was checked."""
    try:
        with transaction.atomic():
            team.save()
    except IntegrityError:
        raise _taken() from None


def _taken(by: Team | None = None) -> Invalid:
    if by and by.retired_at:
        return Invalid({"name": _("A retired team keeps this name. Revive it, or choose another name.")})
    return Invalid({"name": _("There is a team of this name already.")})
