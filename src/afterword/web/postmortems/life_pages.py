"""The steps of a report: review, approval, publication, and back."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _

from afterword.access.policy import require, see
from afterword.access.verbs import Verb
from afterword.people.models import User
from afterword.postmortems.actions.approve import approve, roles_open_to, take_back_approval
from afterword.postmortems.actions.ask_for_review import Asked, ask_for_review, withdraw_request
from afterword.postmortems.actions.back_to_draft import back_to_draft
from afterword.postmortems.actions.publish import publish
from afterword.postmortems.models import Postmortem, State
from afterword.postmortems.moving import standing_approvals
from afterword.postmortems.policy import review_policy, what_is_missing
from afterword.web.postmortems.dialog import Dialog, converse
from afterword.web.postmortems.finding import find
from afterword.web.postmortems.life_forms import ApproveForm, AskForm, NoQuestionForm, ReasonForm, RoleForm
from afterword.web.requests import PersonRequest, SeeOther, sent, signed_in


@signed_in
def ask(request: PersonRequest, number: int) -> HttpResponse:
    postmortem = _to(request, number, Verb.POSTMORTEM_REVIEW)
    form = AskForm(sent(request))
    lead = _("Who is to read it, and as what? They find it on their home page.")
    dialog = Dialog(
        _("Ask for a review"),
        _("Ask for review"),
        lead=lead,
        template="postmortems/ask.html",
        key="ask",
        names={"reviewers": ""},
        extra={"asked": list(postmortem.reviewers.select_related("user"))},
    )

    def run(given: dict[str, Any]) -> object:
        asked = [Asked(user, role) for user, role in form.chosen()]
        return ask_for_review(request.actor, postmortem, asked, message=given["message"])

    return converse(request, postmortem, form, dialog, run)


@signed_in
def ask_no_more(request: PersonRequest, number: int, user_id: Any, role: str) -> HttpResponse:
    postmortem = _to(request, number, Verb.POSTMORTEM_REVIEW)
    person = see(request.actor, User.objects.filter(pk=user_id))
    if request.method == "POST":
        for reviewer in postmortem.reviewers.filter(user=person, role=role):
            withdraw_request(request.actor, postmortem, reviewer)
    return SeeOther(postmortem.url)


@signed_in
def give_approval(request: PersonRequest, number: int) -> HttpResponse:
    """`?head=` is that of the text that the page shows from which one approves."""
    postmortem = _to(request, number, Verb.POSTMORTEM_APPROVE)
    roles = roles_open_to(request.actor, postmortem)
    asked = [each.role for each in postmortem.reviewers.all() if each.user_id == request.user.pk]
    initial = {"role": (asked or ["author" if postmortem.owner_id == request.user.pk else "technical"])[0]}
    if (head := request.GET.get("head", "")).isdecimal():
        initial["head"] = head
    form = ApproveForm(sent(request), roles=roles, initial=initial)
    lead = _("Your name, the time and the text as it is now are kept. A later edit is shown beside your approval.")
    dialog = Dialog(_("Approve the report"), _("Approve"), lead=lead, key="approve")
    return converse(
        request,
        postmortem,
        form,
        dialog,
        lambda given: approve(request.actor, postmortem, given["role"], comment=given["comment"], head=given["head"]),
    )


@signed_in
def end_approval(request: PersonRequest, number: int) -> HttpResponse:
    postmortem = _to(request, number, Verb.POSTMORTEM_APPROVE)
    given = [each.role for each in standing_approvals(postmortem) if each.user_id == request.user.pk]
    form = RoleForm(sent(request), roles=given, initial={"role": given[0] if given else ""})
    lead = _("The report is in review again, and the history keeps that you had approved it.")
    dialog = Dialog(_("Take your approval back"), _("Take back"), lead=lead)
    return converse(
        request, postmortem, form, dialog, lambda given: take_back_approval(request.actor, postmortem, given["role"])
    )


@signed_in
def publish_report(request: PersonRequest, number: int) -> HttpResponse:
    postmortem = _to(request, number, Verb.POSTMORTEM_PUBLISH)
    missing = what_is_missing(postmortem, standing_approvals(postmortem), review_policy())
    dialog = Dialog(
        _("Publish the report"),
        _("Publish"),
        lead=_("From now on everybody who may read it reads this text, with these facts. Its incidents are completed."),
        template="postmortems/publish.html",
        extra={"missing": missing, "incidents": list(postmortem.incidents.select_related("status"))},
    )

    def run(_given: dict[str, Any]) -> object:
        done = publish(request.actor, postmortem)
        messages.success(request, _("%(reference)s is published.") % {"reference": done.reference})
        return done

    return converse(request, postmortem, NoQuestionForm(sent(request)), dialog, run)


@signed_in
def open_again(request: PersonRequest, number: int) -> HttpResponse:
    postmortem = _to(request, number, Verb.POSTMORTEM_PUBLISH)
    if postmortem.state == State.PUBLISHED:
        lead = _("Readers see a draft again until it is published anew. What was published stays among the revisions.")
    else:
        lead = _("The text is open again. Approvals end, because they were of the text before.")
    dialog = Dialog(_("Back to draft"), _("Back to draft"), lead=lead, key="draft")
    return converse(
        request,
        postmortem,
        ReasonForm(sent(request)),
        dialog,
        lambda given: back_to_draft(request.actor, postmortem, reason=given["reason"]),
    )


def _to(request: PersonRequest, number: int, verb: Verb) -> Postmortem:
    postmortem = find(request, number)
    require(request.actor, verb, postmortem)
    return postmortem
