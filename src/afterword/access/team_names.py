"""What a team may be called."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from afterword.core.errors import Invalid
from afterword.people.models import Team

LONGEST_NAME = 80


def free_name(name: str, but: Team | None = None) -> str:
    """The name as it is stored. Invalid when it is missing, too long or another team's."""
    name = " ".join(name.split())
    if not name:
        raise Invalid({"name": _("Give the team a name.")})
    if len(name) > LONGEST_NAME:
        raise Invalid({"name": _("Use at most %(most)s characters.") % {"most": LONGEST_NAME}})
    others = Team.objects.exclude(pk=but.pk) if but else Team.objects.all()
    if others.filter(name__iexact=name).exists():
        raise _taken()
    return name


def store_team(team: Team) -> None:
    """Save it; Invalid when somebody else took the name since it was checked."""
    try:
        with transaction.atomic():
            team.save()
    except IntegrityError:
        raise _taken() from None


def _taken() -> Invalid:
    return Invalid({"name": _("There is a team of this name already.")})
