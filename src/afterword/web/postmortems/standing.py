"""How a report stands: what is to be done next, who has approved it, and what has changed since."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from afterword.access.policy import abilities
from afterword.access.verbs import Verb
from afterword.people.actor import Actor
from afterword.postmortems.facts import Facts
from afterword.postmortems.freeze import as_it_was, blocks_said, is_of_the_report
from afterword.postmortems.live import told
from afterword.postmortems.models import Approval, Postmortem, Reviewer, State
from afterword.postmortems.moving import standing_approvals
from afterword.postmortems.policy import missing_roles, review_policy, roles_in_words, wanted_roles, what_is_missing
from afterword.web.due import reader_today
from afterword.web.formats import short_day
from afterword_text.guides import without_guides
from afterword_text.live_blocks import opening
from afterword_text.tree import Tree, children, walk, words_of

VERBS = (Verb.POSTMORTEM_EDIT, Verb.POSTMORTEM_REVIEW, Verb.POSTMORTEM_APPROVE, Verb.POSTMORTEM_PUBLISH)


@dataclass(frozen=True)
class Step:
    key: str
    label: str
    icon: str


@dataclass(frozen=True)
class Given:
    """An approval, and whether the text was edited after it."""

    approval: Approval
    is_edited_since: bool
    is_mine: bool


@dataclass(frozen=True)
class Standing:
    steps: list[Step]  # the likely one first
    approvals: list[Given]
    waiting: list[Reviewer]  # asked, and silent so far
    missing: str  # roles, in words
    may: dict[str, bool]
    may_delete: bool
    review_day: str
    follow_up_day: str


def standing_of(actor: Actor, postmortem: Postmortem) -> Standing:
    today = reader_today()
    reviewers = list(postmortem.reviewers.select_related("user", "asked_by"))
    given = standing_approvals(postmortem)
    policy = review_policy()
    may = abilities(actor, postmortem, (*VERBS, Verb.POSTMORTEM_DELETE))
    said = {(each.user_id, each.role) for each in given}
    waiting = [each for each in reviewers if (each.user_id, each.role) not in said]
    wanted = missing_roles(wanted_roles(postmortem, policy), given) if postmortem.state == State.IN_REVIEW else []
    is_asked = any(each.user_id == actor.user_id for each in waiting)
    is_ready = not what_is_missing(postmortem, given, policy)
    return Standing(
        steps=_steps(postmortem.state, may, is_asked=is_asked, is_ready=is_ready),
        approvals=[
            Given(each, each.revision.head < postmortem.document.head, each.user_id == actor.user_id) for each in given
        ],
        waiting=waiting,
        missing=roles_in_words(wanted),
        may={verb.name.removeprefix("POSTMORTEM_").lower(): may[verb] for verb in VERBS},
        may_delete=may[Verb.POSTMORTEM_DELETE],
        review_day=short_day(postmortem.review_on, today) if postmortem.review_on else "",
        follow_up_day=short_day(postmortem.follow_up_on, today) if postmortem.follow_up_on else "",
    )


def _steps(state: str, may: dict[str, bool], *, is_asked: bool, is_ready: bool) -> list[Step]:
    ask = Step("review", _("Ask for review"), "eye")
    approve = Step("approval", _("Approve"), "check")
    publish = Step("publication", _("Publish"), "checks")
    may_publish = may[Verb.POSTMORTEM_PUBLISH] and is_ready
    steps: list[Step] = []
    if state == State.IN_REVIEW and is_asked and may[Verb.POSTMORTEM_APPROVE]:
        steps.append(approve)
    if state in (State.IN_REVIEW, State.APPROVED) and may_publish:
        steps.append(publish)
    if state == State.DRAFT and may[Verb.POSTMORTEM_REVIEW]:
        steps.append(ask)
    if state == State.DRAFT and may_publish:
        steps.append(publish)
    return steps


def shown_tree(postmortem: Postmortem, tree: Tree, facts: Facts) -> Tree:
    """What readers see: the text that was published, else the text as it is with today's facts."""
    if postmortem.state == State.PUBLISHED and postmortem.published_revision:
        return without_guides(as_it_was(postmortem.published_revision))
    return told(postmortem, tree, facts)


def changed_since(postmortem: Postmortem, facts: Facts) -> list[str]:
    """The sections of what was published whose facts say something else today."""
    revision = postmortem.published_revision
    if postmortem.state != State.PUBLISHED or revision is None:
        return []
    now = blocks_said(postmortem, revision.tree, facts)
    different = {key for key, said in now.items() if said != revision.blocks.get(key) and not _is_elsewhere(key, facts)}
    section, found = postmortem.title, dict[str, None]()
    for top in children(revision.tree):
        if top["type"] == "heading":
            section = words_of(top)
        if any(each["type"] == "liveBlock" and opening(each) in different for each in walk(top)):
            found[section] = None
    return list(found)


def _is_elsewhere(block: str, facts: Facts) -> bool:
    """Whether the page tells it beside the text anyway, or has not read enough to compare it."""
    if facts.has_more_entries and block.startswith("<!-- block: timeline"):
        return True
    return is_of_the_report(block) or block.startswith("<!-- block: followups")
