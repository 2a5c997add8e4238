"""What the report itself is and how it stands: head data, status light, approvals, severity scale."""

from django.utils.translation import gettext as _

from afterword.incidents.models import Severity
from afterword.postmortems.blocks.parts import named_bullets, table
from afterword.postmortems.blocks.registry import block
from afterword.postmortems.facts import Facts
from afterword.postmortems.key_metrics import adjusted_severity
from afterword.postmortems.models import Approval, ApprovalRole, Postmortem, State
from afterword.postmortems.phrases import day, listed
from afterword.postmortems.sentences import Words, in_a_row, labelled, reference_of
from afterword_text.live_blocks import Params
from afterword_text.tree import Node, mark, node, text

LIGHTS = {State.DRAFT: "🔴", State.IN_REVIEW: "🟡", State.APPROVED: "🟢", State.PUBLISHED: "🟢"}


def light(report: Postmortem) -> str:
    """The status light with its word, for a colour alone tells nothing."""
    return f"{LIGHTS[State(report.state)]} {report.get_state_display()}"


@block("status", is_live=True, works_alone=True)
def status(facts: Facts, _params: Params) -> list[Node]:
    report = facts.report
    if report is None:
        return []
    pairs: list[tuple[str, Words]] = [(_("Status of this report"), light(report))]
    if report.review_on:
        pairs.append((_("Review"), report.review_on.isoformat()))
    if report.follow_up_on:
        pairs.append((_("Looked at again"), report.follow_up_on.isoformat()))
    return [named_bullets(pairs)]


@block("metadata", is_live=True, works_alone=True)
def metadata(facts: Facts, _params: Params) -> list[Node]:
    """Number, day, author, state, severity, services, reviewers."""
    report = facts.report
    pairs: list[tuple[str, Words]] = []
    if facts.incidents:
        pairs.append((_("Incident"), in_a_row([reference_of(each)] for each in facts.incidents)))
        pairs.append((_("Date"), day(facts.started_at, facts.zone)))
    if report is not None:
        pairs.append((_("Author"), str(report.owner or report.started_by or "Afterword")))
        pairs.append((_("Status"), light(report)))
    if facts.incidents:
        adjusted = adjusted_severity(report)
        words = _("%(severity)s (adjusted)") % {"severity": adjusted.label} if adjusted else facts.worst.label
        pairs.append((_("Severity"), words))
        names = [service.name for service in facts.service_rows]
        pairs.append((_("Services affected"), listed(names) if names else _("not recorded")))
    if report is not None:
        reviewers = list(dict.fromkeys(str(each.user) for each in report.reviewers.all()))
        pairs.append((_("Reviewers"), listed(reviewers) if reviewers else _("nobody asked yet")))
    return [named_bullets(pairs)] if pairs else []


@block("severity", is_live=True)
def severity(facts: Facts, _params: Params) -> list[Node]:
    """The scale with what each level means; the one it reached stands in bold."""
    worst = adjusted_severity(facts.report) or facts.worst
    known = Severity.objects.filter(retired_at=None).order_by("position")
    rows: list[list[Words]] = []
    for each in known:
        worn = [mark("bold")] if each.pk == worst.pk else []
        words = text(each.label, *worn)
        rows.append([[words], each.explained.partition("\n")[0]])
    return [labelled(_("Severity"), [text(worst.label)]), table([_("Level"), _("Meaning")], rows)]


@block("approvals", is_live=True, works_alone=True)
def approvals(facts: Facts, _params: Params) -> list[Node]:
    """Who approved as what and when; a change after it is said, and who is still asked."""
    report = facts.report
    if report is None:
        return []
    items: list[Node] = []
    for role, label in ApprovalRole.choices:
        given = [each for each in report.approvals.all() if each.withdrawn_at is None and each.role == role]
        items += [_item(str(label), _given(facts, report, each), is_given=True) for each in given]
        approved = {each.user_id for each in given}
        asked = [each for each in report.reviewers.all() if each.role == role and each.user_id not in approved]
        items += [_item(str(label), _("%(name)s, asked") % {"name": each.user}, is_given=False) for each in asked]
        if not given and not asked:
            items.append(_item(str(label), _("nobody yet"), is_given=False))
    return [node("taskList", items)]


def _given(facts: Facts, report: Postmortem, approval: Approval) -> str:
    words = _("%(name)s (%(day)s)") % {"name": approval.label, "day": day(approval.approved_at, facts.zone)}
    is_older = report.document.head > approval.revision.head
    return _("%(approval)s, edited since") % {"approval": words} if is_older else words


def _item(role: str, words: str, *, is_given: bool) -> Node:
    return node("taskItem", [labelled(role, [text(words)])], checked=True if is_given else None)
