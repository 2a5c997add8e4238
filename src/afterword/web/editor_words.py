"""What the editor says, in the reader's language, for `frontend/editor/words.ts`; `%` stands for what it fills in."""

from django.utils.translation import gettext as _


def editor_words() -> dict[str, str]:
    """Everything that `say` is asked for in frontend/editor; a test compares the keys."""
    return {**_commands(), **_states(), **_dialogs(), **_things()}


def _commands() -> dict[str, str]:
    return {
        "do.bold": _("Bold"),
        "do.italic": _("Italic"),
        "do.underline": _("Underline"),
        "do.strike": _("Strike through"),
        "do.code": _("Code"),
        "do.highlight": _("Highlight"),
        "do.link": _("Link"),
        "do.paragraph": _("Text"),
        "do.heading2": _("Heading"),
        "do.heading3": _("Smaller heading"),
        "do.heading4": _("Smallest heading"),
        "do.bullets": _("Bullet list"),
        "do.numbers": _("Numbered list"),
        "do.tasks": _("Task list"),
        "do.quote": _("Quote"),
        "do.codeblock": _("Code block"),
        "do.callout": _("Callout"),
        "do.table": _("Table"),
        "do.divider": _("Divider"),
        "do.details": _("Folding part"),
        "do.picture": _("Picture"),
        "do.moment": _("Date and time"),
        "do.rowBefore": _("Row above"),
        "do.rowAfter": _("Row below"),
        "do.columnBefore": _("Column before"),
        "do.columnAfter": _("Column after"),
        "do.headerRow": _("First row as headings"),
        "do.mergeCells": _("Join or split cells"),
        "do.deleteRow": _("Delete the row"),
        "do.deleteColumn": _("Delete the column"),
        "do.deleteTable": _("Delete the table"),
        "do.undo": _("Undo"),
        "do.redo": _("Redo"),
        "do.insert": _("Put something in"),
        "do.comment": _("Comment"),
        "do.find": _("Find and replace"),
        "do.help": _("Keyboard shortcuts"),
        "tools": _("Formatting"),
        "tools.table": _("Table"),
        "tools.selection": _("For the selected text"),
        "style": _("Kind of paragraph"),
        "slash": _("Put something in"),
        "mention": _("People, incidents, teams and services"),
        "popup.none": _("Nothing matches."),
        "grip": _("Drag to move"),
    }


def _states() -> dict[str, str]:
    return {
        "label": _("Text of the report"),
        "placeholder": _("Write, or press / for more"),
        "state.opening": _("Connecting"),
        "state.saving": _("Saving"),
        "state.saved": _("Saved"),
        "state.offline": _("Offline"),
        "state.kept": _("Offline. What you write is kept in this browser."),
        "state.ended": _("Not connected"),
        "people.here": _("Also here"),
        "people.in": _("%(name)s, in “%(section)s”") % {"name": "%", "section": "%"},
        "refused": _("You can read here; your role does not let you write."),
        "closed.role": _("You can read this report, but no longer write in it."),
        "closed.published": _(
            "This report has been published. Words you have just written may not be in it: copy them."
        ),
        "ended.session": _("You are signed out. What you wrote is kept in this browser; sign in again to go on."),
        "ended.schema": _("Afterword has been updated. Load the page again to go on; what you wrote is kept."),
        "ended.large": _("This report is too large to be written in together. Edit it by section."),
        "ended.broken": _("The connection broke. Load the page again; what you wrote is kept in this browser."),
        "reload": _("Load again"),
        "outline.open": _("Only questions so far"),
        "outline.progress": _("%(done)s of %(total)s sections") % {"done": "%", "total": "%"},
    }


def _dialogs() -> dict[str, str]:
    return {
        "close": _("Close"),
        "title": _("Title"),
        "title.long": _("A title has at most %(most)s characters.") % {"most": "%"},
        "title.failed": _("The title is not saved. Try again."),
        "save": _("Save"),
        "link.title": _("Link"),
        "link.label": _("Address"),
        "link.ok": _("Set the link"),
        "link.remove": _("Remove the link"),
        "moment.title": _("Date and time"),
        "moment.at": _("When"),
        "moment.zone": _("Time zone"),
        "moment.precision": _("How exact"),
        "moment.minute": _("To the minute"),
        "moment.day": _("Only the day"),
        "moment.second": _("To the second"),
        "moment.ok": _("Put it in"),
        "moment.change": _("Change it"),
        "find.what": _("Find"),
        "find.by": _("Replace with"),
        "find.exact": _("Match case"),
        "find.next": _("Next"),
        "find.previous": _("Previous"),
        "find.one": _("Replace"),
        "find.all": _("Replace all"),
        "find.count": _("%(count)s found") % {"count": "%"},
        "find.none": _("Not found"),
        "picture.alt.title": _("What the picture shows"),
        "picture.alt.label": _("In words, for those who can't see it"),
        "picture.alt.add": _("Say what it shows"),
        "picture.alt.edit": _("What it shows"),
        "picture.alt.why": _("People who can't see the picture read this instead."),
        "picture.width": _("Width of the picture"),
        "picture.large": _("%(name)s is larger than 4 MB. Make it smaller, or link to it.") % {"name": "%"},
        "picture.kind": _("%(name)s is no JPEG, PNG, WebP or GIF picture.") % {"name": "%"},
        "picture.sending": _("Sending %(name)s") % {"name": "%"},
        "picture.failed": _("%(name)s did not reach the server. Try again.") % {"name": "%"},
    }


def _things() -> dict[str, str]:
    return {
        "callout.kind": _("Kind of callout"),
        "callout.title": _("Title"),
        "callout.note": _("Note"),
        "callout.tip": _("Tip"),
        "callout.important": _("Important"),
        "callout.warning": _("Warning"),
        "callout.caution": _("Caution"),
        "block.loading": _("Loading"),
        "block.empty": _("Nothing is known here yet."),
        "open.link": _("Open"),
        "footnote": _("Footnote %(label)s") % {"label": "%"},
        "foreign": _("Kept as it came; the editor does not show it."),
    }
