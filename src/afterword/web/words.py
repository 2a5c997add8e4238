"""What the scripts of a page say, in the reader's language. `%` stands for the number or the text."""

from django.utils.translation import gettext as _


def script_words() -> dict[str, str]:
    """Read by `frontend/ui/words.ts`; a test compares the keys. The units match `formats.py`."""
    return {
        "unit.s": _mark(_("%(count)d s")),
        "unit.min": _mark(_("%(count)d min")),
        "unit.h": _mark(_("%(count)d h")),
        "unit.d": _mark(_("%(count)d d")),
        "ago.now": _("just now"),
        "ago.past": _("%(duration)s ago") % {"duration": "%"},
        "ago.future": _("in %(duration)s") % {"duration": "%"},
        "copied": _("Copied"),
        "entries.one": _("1 new entry"),
        "entries.many": _mark(_("%(count)d new entries")),
        "live.offline": _("Offline, reconnecting"),
        "form.restored": _("What you typed before is back."),
        "form.over": _("Start over"),
        "form.failed": _("That did not reach the server. What you typed is kept; try again."),
        "request.failed": _("That did not work, and nothing was changed. Try again."),
        "choose.none": _("Nothing matches."),
        "choose.remove": _("Remove %(name)s") % {"name": "%"},
        "palette.commands": _("Commands"),
        "palette.none": _("Nothing matches. Try another word."),
        "day.today": _("Today"),
        "day.tomorrow": _("Tomorrow"),
        "day.week": _("In a week"),
        "close": _("Close"),
        "undo": _("Undo"),
        "move.to": _("Moves to %(time)s") % {"time": "%"},
        "move.none": _("The note stays where it was."),
        "picked.none": _("Nothing selected"),
        "picked.some": _mark(_("%(count)d selected")),
        "picture.large": _("%(name)s is larger than 4 MB. Make it smaller, or link to it.") % {"name": "%"},
        "picture.kind": _("%(name)s is no JPEG, PNG, WebP or GIF picture.") % {"name": "%"},
        "picture.alt": _("What %(name)s shows, for those who can't see it") % {"name": "%"},
        "picture.sending": _("Sending the pictures"),
    }


def _mark(text: str) -> str:
    return text.replace("%(count)d", "%")
