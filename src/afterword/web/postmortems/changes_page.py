"""What changed between two states of a report, words and facts alike."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from afterword.core.errors import NotFound
from afterword.documents.models import Revision
from afterword.documents.tree import tree_of
from afterword.postmortems.freeze import as_it_was
from afterword.postmortems.live import facts_of, told
from afterword.postmortems.models import Postmortem
from afterword.web.postmortems.finding import find_revision
from afterword.web.requests import PersonRequest, signed_in
from afterword_text.difference import Change, State, changes, has_changes
from afterword_text.tree import Tree

NOW = "now"
AROUND = 2  # unchanged lines shown beside a change
MOST_LINES = 5000
MOST_OFFERED = 300  # revisions to compare with; any other one by its number in the address


@dataclass(frozen=True)
class Stretch:
    """Lines in a row; `skipped` unchanged ones stand before them."""

    skipped: int
    lines: list[Change]


@signed_in
def show_changes(request: PersonRequest, number: int, revision_number: int) -> HttpResponse:
    """From this revision to another one, or to the report as it is now."""
    postmortem, revision = find_revision(request, number, revision_number)
    wanted = request.GET.get("to", NOW)
    after, name = _other(postmortem, wanted)
    found = changes(as_it_was(revision), after)
    context = {
        "postmortem": postmortem,
        "revision": revision,
        "to": wanted,
        "to_name": name,
        "stretches": stretches(found[:MOST_LINES]),
        "has_changes": has_changes(found),
        "is_cut": len(found) > MOST_LINES,
        "view": "split" if request.GET.get("view") == "split" else "inline",
        "others": [each for each in _revisions(postmortem) if each.number != revision.number],
        "section": "postmortems",
        "zone_of_incident": postmortem.zone,
    }
    return render(request, "postmortems/changes.html", context)


def stretches(found: Sequence[Change]) -> list[Stretch]:
    """The changes with a little of what stands around them; the rest is only counted."""
    near = set[int]()
    for at, each in enumerate(found):
        if each.state != State.SAME:
            near.update(range(at - AROUND, at + AROUND + 1))
    made: list[Stretch] = []
    skipped = 0
    for at, each in enumerate(found):
        if at not in near:
            skipped += 1
        elif skipped or not made:
            made.append(Stretch(skipped, [each]))
            skipped = 0
        else:
            made[-1].lines.append(each)
    return [*made, Stretch(skipped, [])] if skipped else made


def _revisions(postmortem: Postmortem) -> list[Revision]:
    found = postmortem.document.revisions.only("number", "kind", "name", "made_at", "document")
    return list(found[:MOST_OFFERED])


def _other(postmortem: Postmortem, wanted: str) -> tuple[Tree, str]:
    if wanted == NOW:
        return told(postmortem, tree_of(postmortem.document), facts_of(postmortem)), _("the report as it is now")
    revision = postmortem.document.revisions.filter(number=wanted).first() if wanted.isdecimal() else None
    if revision is None:
        raise NotFound(_("There is no such revision of this report."))
    return as_it_was(revision), _("revision %(number)s") % {"number": revision.number}
