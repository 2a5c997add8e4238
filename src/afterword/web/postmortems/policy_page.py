"""What a report needs before it is published."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from afterword.access.policy import require
from afterword.access.verbs import Verb
from afterword.postmortems.actions.set_review_policy import set_review_policy
from afterword.postmortems.policy import review_policy
from afterword.web.postmortems.life_forms import PolicyForm
from afterword.web.requests import PersonRequest, SeeOther, sent, signed_in


@signed_in
def review_settings(request: PersonRequest) -> HttpResponse:
    require(request.actor, Verb.SETTINGS_MANAGE)
    policy = review_policy()
    initial = {
        "may_publish_from_draft": policy.may_publish_from_draft,
        "required_roles": policy.required_roles,
    }
    form = PolicyForm(sent(request), initial=initial)
    if form.is_bound and form.is_valid():
        set_review_policy(request.actor, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return SeeOther("/settings/review")
    context = {"form": form, "section": "settings"}
    return render(request, "postmortems/policy.html", context, status=422 if form.errors else 200)
