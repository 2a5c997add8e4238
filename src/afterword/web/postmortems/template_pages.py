"""Templates of reports: all there are, how a draft of each looks, and writing our own."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from afterword.access.policy import can, require
from afterword.access.verbs import Verb
from afterword.core.errors import Invalid, NotFound
from afterword.documents.html_in import read_html
from afterword.documents.render import to_html
from afterword.people.actor import Actor
from afterword.postmortems.actions.templates import replace_template, retire_template
from afterword.postmortems.blocks.registry import blocks
from afterword.postmortems.foreign import Understood, understand
from afterword.postmortems.models import OwnTemplate
from afterword.postmortems.placeholders import placeholder_names
from afterword.postmortems.preview import preview_of
from afterword.postmortems.template_files import languages_of, template, template_keys, templates
from afterword.postmortems.template_text import Template, remarks_on
from afterword.web.form_errors import show_problems, status_of
from afterword.web.postmortems.template_forms import TemplateForm, UploadForm
from afterword.web.requests import PersonRequest, SeeOther, sent, signed_in
from afterword_text.markdown import write
from afterword_text.mended_bytes import decoded
from afterword_text.tree import TreeError

LIST = "/settings/templates"
FILE_LIMIT = 1_000_000


@signed_in
def list_templates(request: PersonRequest) -> HttpResponse:
    all_there_are = templates(request.LANGUAGE_CODE)
    built_in = template_keys()
    context = {
        "ours": [(each, _languages(each.key)) for each in all_there_are if each.key not in built_in],
        "built_in": [(each, _languages(each.key)) for each in all_there_are if each.key in built_in],
        "may_write": can(request.actor, Verb.TEMPLATE_UPDATE, None),
        "section": "settings",
    }
    return render(request, "postmortems/templates.html", context)


@signed_in
def show_template(request: PersonRequest, key: str, language: str) -> HttpResponse:
    shown = _found(key, language)
    preview = preview_of(request.actor, shown)
    context = {
        "template": shown,
        "is_own": key not in template_keys(),
        "others": [each for each in _languages(key) if each != language],
        "remarks": remarks_on(shown.text),
        "incident": preview.incident,
        "draft": to_html(preview.tree),
        "may_write": _may_write(request.actor, key, language),
        "may_copy": can(request.actor, Verb.TEMPLATE_UPDATE, None),
        "section": "settings",
    }
    return render(request, "postmortems/template.html", context)


@signed_in
def download_template(request: PersonRequest, key: str, language: str) -> HttpResponse:  # noqa: ARG001
    response = HttpResponse(_found(key, language).text, content_type="text/markdown; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{key}.{language}.md"'
    return response


@signed_in
def new_template(request: PersonRequest) -> HttpResponse:
    """`?from=incident&language=en` begins with the text of that one."""
    require(request.actor, Verb.TEMPLATE_UPDATE, None)
    initial = {"language": request.GET.get("language", "en")}
    if source := request.GET.get("from", "")[:60]:
        initial["text"] = template(source, initial["language"]).text
    form = TemplateForm(sent(request), is_new=True, initial=initial)
    return _written(request, form, "", "", LIST)


@signed_in
def edit_template(request: PersonRequest, key: str, language: str) -> HttpResponse:
    shown = _found(key, language)
    if not _may_write(request.actor, key, language):
        require(request.actor, Verb.TEMPLATE_UPDATE, None)
    form = TemplateForm(sent(request), is_new=False, initial={"text": shown.text})
    return _written(request, form, key, language, f"{LIST}/{key}/{language}")


@signed_in
def upload_template(request: PersonRequest) -> HttpResponse:
    """Reads a file and shows what was understood; nothing is kept until the form with its text is saved."""
    require(request.actor, Verb.TEMPLATE_UPDATE, None)
    form = UploadForm(sent(request), request.FILES or None)
    if form.is_bound and form.is_valid():
        try:
            found = _read(form.cleaned_data["file"].read(FILE_LIMIT + 1), form.cleaned_data["file"].name)
            initial = {"text": found.text, "language": found.language}
            return _form_page(request, TemplateForm(is_new=True, initial=initial), f"{LIST}/new", LIST, found)
        except Invalid as problem:
            show_problems(form, problem, {"text": "file"})
    context = {
        "form": form,
        "heading": _("Upload a template"),
        "action_label": _("Read it"),
        "is_multipart": True,
        "back_href": LIST,
        "section": "settings",
    }
    return render(request, "components/dialog_page.html", context, status=status_of(form))


@require_POST
@signed_in
def retire(request: PersonRequest, key: str, language: str) -> HttpResponse:
    retire_template(request.actor, key, language)
    messages.success(request, _("Retired: no new report begins with it. Reports that did keep their text."))
    return SeeOther(LIST)


def _written(request: PersonRequest, form: TemplateForm, key: str, language: str, back: str) -> HttpResponse:
    if form.is_bound and form.is_valid():
        given = {"key": key, "language": language} | form.cleaned_data
        try:
            row = replace_template(request.actor, given["key"], given["language"], given["text"])
            messages.success(request, _("Saved."))
            return SeeOther(f"{LIST}/{row.key}/{row.language}")
        except Invalid as problem:
            show_problems(form, problem)
    return _form_page(request, form, request.get_full_path(), back)


def _form_page(
    request: PersonRequest, form: TemplateForm, action: str, back: str, found: Understood | None = None
) -> HttpResponse:
    context = {
        "form": form,
        "form_action": action,
        "back_href": back,
        "found": found,
        "blocks": blocks(),
        "placeholders": placeholder_names(),
        "section": "settings",
    }
    return render(request, "postmortems/template_form.html", context, status=status_of(form))


def _read(data: bytes, name: str) -> Understood:
    if len(data) > FILE_LIMIT:
        raise Invalid({"file": _("The file is larger than 1 MB.")})
    try:
        text = write(read_html(data).tree) if name.lower().endswith((".html", ".htm")) else decoded(data)[0]
        return understand(text, name)
    except TreeError as problem:
        raise Invalid({"file": _("This is not a Markdown text.")}) from problem


def _found(key: str, language: str) -> Template:
    """In this very language."""
    if language not in _languages(key):
        raise NotFound(_("There is nothing here, or it is not shared with you."))
    return template(key, language)


def _languages(key: str) -> list[str]:
    if key in template_keys():
        return languages_of(key)
    return sorted(OwnTemplate.objects.offered().filter(key=key).values_list("language", flat=True))


def _may_write(actor: Actor, key: str, language: str) -> bool:
    row = OwnTemplate.objects.filter(key=key, language=language).first()
    return row is not None and can(actor, Verb.TEMPLATE_UPDATE, row)
