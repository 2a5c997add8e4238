"""What of a text could not be placed, in sentences."""

from django.utils.translation import gettext as _

from afterword_text.recognise import Unplaced, Why

_LONGEST = 160


def sentence(what: Unplaced) -> str:
    words = what.words if len(what.words) <= _LONGEST else f"{what.words[: _LONGEST - 1]}…"
    return {
        Why.SECTION: _("Line %(line)s: the section “%(words)s” is none of ours; it stays as it is."),
        Why.TIMELINE: _("Line %(line)s: no time stands beside “%(words)s” in the timeline."),
        Why.TIME: _("Line %(line)s: “%(words)s” can't be read as a time."),
        Why.FIELD: _("Line %(line)s: nothing is made of “%(words)s”."),
        Why.HEAD: _("Line %(line)s: the front matter can't be read: %(words)s"),
    }[what.why] % {"line": what.line, "words": words}
