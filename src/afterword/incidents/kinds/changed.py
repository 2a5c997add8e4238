"""How an entry says that a list of names became another."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from afterword.timeline.registry import Label


def changed(what: str, added: tuple[Label, ...], removed: tuple[Label, ...]) -> str:
    words = [f"+ {each}" for each in added] + [f"− {each}" for each in removed]
    listed = pgettext("between two names in a row", ", ").join(words)
    return _("changed %(what)s: %(words)s") % {"what": what, "words": listed}
