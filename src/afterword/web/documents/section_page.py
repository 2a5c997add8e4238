"""Writing a document one section at a time as Markdown: the way that needs no scripts, the same for all texts."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from afterword.core.errors import Conflict, Invalid, NotFound
from afterword.documents.models import Document
from afterword.documents.render import to_html
from afterword.documents.tree import tree_of
from afterword.web.form_errors import show_problems
from afterword.web.requests import PersonRequest
from afterword_text.sections import NoSuchSection, list_sections, section_markdown
from afterword_text.tree import Node, Tree, children, integer, node, string, words_of

DEEPER = 3  # the level of headings that an outline shows below those of sections


class SectionForm(forms.Form):
    markdown = forms.CharField(label=_("Text"), required=False, strip=False, widget=forms.Textarea)
    base = forms.IntegerField(min_value=0, widget=forms.HiddenInput)


@dataclass(frozen=True)
class ShownSection:
    id: str
    title: str
    html: SafeString
    deeper: list[tuple[str, str]]  # id and title of the headings below its own


@dataclass(frozen=True)
class Text:
    """The text that is written in: where it is read, what it is called, and the verb that saves a section.

    `save` takes the Markdown and the number at which it was read, and answers the document's new number.
    """

    document: Document
    url: str
    name: str
    key: str  # where form-guard keeps what was typed
    section: str  # of the rail
    save: Callable[[str, str, int], int]


def shown_sections(tree: Tree) -> list[ShownSection]:
    blocks = children(tree)
    return [
        ShownSection(
            each.id,
            each.title,
            to_html(node("doc", blocks[each.start : each.end])),
            [(string(one, "id"), words_of(one)) for one in blocks[each.start + 1 : each.end] if _is_deeper(one)],
        )
        for each in list_sections(tree)
    ]


def _is_deeper(block: Node) -> bool:
    return block["type"] == "heading" and integer(block, "level") == DEEPER and bool(string(block, "id"))


def write_in(request: PersonRequest, text: Text, section_id: str) -> HttpResponse:
    """The section as Markdown. What others write meanwhile is merged; nothing typed is lost on a refusal."""
    tree = tree_of(text.document)
    try:
        current = section_markdown(tree, section_id)
    except NoSuchSection as gone:
        return _show_homeless_text(request, text, section_id, gone)
    form = SectionForm(request.POST or None, initial={"markdown": current, "base": text.document.head})
    theirs = ""
    if request.method == "POST" and form.is_valid():
        try:
            markdown, base = form.cleaned_data["markdown"], form.cleaned_data["base"]
            if text.save(section_id, markdown, base) > base + 1:
                messages.info(request, gettext("Others wrote here meanwhile. All of it is kept: read it once more."))
            return HttpResponseRedirect(f"{text.url}#{section_id}")
        except Invalid as problem:
            show_problems(form, problem)
        except Conflict as problem:
            form.add_error(None, problem.message)
            theirs = current
    title = next((each.title for each in list_sections(tree) if each.id == section_id), "")
    base = text.document.head if theirs else form["base"].value()
    status = 409 if theirs else 422 if form.errors else 200
    more = {"section_id": section_id, "section_title": title, "theirs": theirs, "base": base}
    return _page(request, text, form, more, status=status)


def _show_homeless_text(request: PersonRequest, text: Text, section_id: str, gone: Exception) -> HttpResponse:
    """Somebody removed the section while another wrote in it: the words are shown, to be put elsewhere."""
    typed = request.POST.get("markdown", "").strip()
    if not typed:
        raise NotFound(gettext("This section is no longer there. Go back and choose another.")) from gone
    form = SectionForm(request.POST)
    words = gettext("This section is no longer there. Your text is not saved: copy it into another one.")
    form.add_error(None, words)
    title = typed.partition("\n")[0].strip("# ")
    more = {"section_id": section_id, "section_title": title, "is_gone": True}
    return _page(request, text, form, more, status=409)


def _page(request: PersonRequest, text: Text, form: SectionForm, more: dict[str, Any], *, status: int) -> HttpResponse:
    context = {"form": form, "text": text, "section": text.section, **more}
    return render(request, "documents/section.html", context, status=status)
