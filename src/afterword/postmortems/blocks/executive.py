"""The executive summary: four sentences made of rows, each number leading to where the report shows it."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from afterword.followups.models import FollowUp, FollowUpState
from afterword.incidents.models import Milestone, MilestoneKind
from afterword.postmortems.blocks.registry import block
from afterword.postmortems.facts import Facts, IncidentFacts
from afterword.postmortems.phrases import and_between, length, question, stamp, told_together, until
from afterword.postmortems.sentences import (
    Words,
    assumed,
    in_a_row,
    labelled,
    linked,
    opening,
    quoted_title,
    sentence,
    sourced,
    title_of,
)
from afterword_text.live_blocks import Params
from afterword_text.tree import Node, node, text

MOST_NAMED = 3  # follow-ups named in a sentence


@block("executive-summary")
def executive_summary(facts: Facts, _params: Params) -> list[Node]:
    """What happened, why, what we did, what we do about it: one sentence each, or a question."""
    nodes = [labelled(_("What happened"), what_happened(facts))]
    cause, done, next_steps = _why(facts), _what_we_did(facts), _what_follows(facts)
    nodes.append(labelled(_("Why it happened"), cause) if cause else question(_("Why did it happen, in one sentence?")))
    nodes.append(
        labelled(_("What we did"), done) if done else question(_("What brought the service back, in one sentence?"))
    )
    nodes.append(
        labelled(_("What we are doing to prevent it"), next_steps)
        if next_steps
        else question(
            _("Which change will keep it from happening again? Add it as a follow-up with an owner and a day.")
        )
    )
    return nodes


@block("problem")
def problem(facts: Facts, _params: Params) -> list[Node]:
    """The problem that the five whys start from, in one sentence."""
    return [node("paragraph", what_happened(facts))]


def what_happened(facts: Facts) -> list[Node]:
    """When, how long, what, whom: of one incident, or of several that belong together."""
    start, end = impact_span(facts)
    seconds = facts.impact_seconds if facts.impact_seconds is not None else facts.incident_seconds
    gaps: dict[str, Words] = {
        "start": _start(facts, start),
        "end": sourced(facts, "timeline", until(start, end, facts.zone)),
        "length": sourced(facts, "key-metrics", length(seconds)),
        "titles": quoted_title(facts.first) if facts.is_one else in_a_row([title_of(each)] for each in facts.incidents),
        "services": _shown(facts, told_together(_services(facts))),
        "reach": _reach(facts),
    }
    return sentence(_course(facts, bool(_services(facts)), bool(gaps["reach"])), **gaps)


def _course(facts: Facts, has_services: bool, has_reach: bool) -> str:
    if not facts.is_one:
        if has_reach:
            return _(
                "Between %(start)s and %(end)s, incidents that belong together lasted %(length)s in all and reached "
                "%(reach)s: %(titles)s."
            )
        return _("Between %(start)s and %(end)s, incidents that belong together lasted %(length)s in all: %(titles)s.")
    if has_services and has_reach:
        return _("From %(start)s to %(end)s (%(length)s), “%(titles)s” hit %(services)s and reached %(reach)s.")
    if has_services:
        return _("From %(start)s to %(end)s (%(length)s), “%(titles)s” hit %(services)s.")
    if has_reach:
        return _("From %(start)s to %(end)s (%(length)s), “%(titles)s” reached %(reach)s.")
    return _("“%(titles)s” lasted from %(start)s to %(end)s (%(length)s).")


def impact_span(facts: Facts) -> tuple[datetime, datetime]:
    """Of the impacts that count as downtime; of the incidents where there is none."""
    impacts = [one for each in facts.incidents for one in each.impacts if one.is_downtime]
    if impacts:
        return min(one.started_at for one in impacts), max(one.ended_at or facts.now for one in impacts)
    return facts.started_at, facts.ended_at or facts.now


def _start(facts: Facts, start: datetime) -> Node:
    """A start that nobody confirmed is marked as assumed."""
    words = stamp(start, facts.zone)
    is_estimated = any(
        each.incident.start_is_estimated and each.incident.started_at == start for each in facts.incidents
    )
    return assumed(words) if is_estimated else sourced(facts, "timeline", words)


def _shown(facts: Facts, services: str) -> Node:
    return sourced(facts, "services", services) if "services" in facts.anchors else text(services)


def _services(facts: Facts) -> list[str]:
    return list(dict.fromkeys(name for each in facts.incidents for name in each.services))


def _reach(facts: Facts) -> list[Node]:
    """Users, their share, and failed requests, as far as they are recorded: the largest of each, never a sum."""
    impacts = [one for each in facts.incidents for one in each.impacts]
    users = max((one.users_affected for one in impacts if one.users_affected), default=0)
    share = max((one.users_percent for one in impacts if one.users_percent), default=None)
    failed = max((one.failed_requests for one in impacts if one.failed_requests), default=0)
    parts = []
    percent = f"{share.normalize():f} %" if share else ""
    if users and percent:
        parts.append(_("%(users)s users (%(percent)s of all)") % {"users": f"{users:,}", "percent": percent})
    elif users:
        parts.append(ngettext("%(users)s user", "%(users)s users", users) % {"users": f"{users:,}"})
    elif percent:
        parts.append(_("%(percent)s of all users") % {"percent": percent})
    if failed:
        words = ngettext("%(count)s failed request", "%(count)s failed requests", failed)
        parts.append(words % {"count": f"{failed:,}"})
    return in_a_row(([sourced(facts, "impact", part)] for part in parts), and_between(len(parts)))


def _why(facts: Facts) -> list[Node]:
    """The technical cause as people put it, and when it was found."""
    for each in facts.incidents:
        field = each.filled_in("root_cause_technical")
        found = each.milestone(MilestoneKind.CAUSE_FOUND)
        written = (field.text if field else "") or each.incident.root_cause or _detail(found, "root_cause")
        if not written.strip():
            continue
        cause = text(opening(written))
        if found is None:
            return sentence(_("%(cause)s."), cause=cause)
        at = sourced(facts, "timeline", _moment(facts, found.occurred_at))
        return sentence(_("%(cause)s (found at %(time)s)."), cause=cause, time=at)
    return []


def _what_we_did(facts: Facts) -> list[Node]:
    for each in facts.incidents:
        deployed = each.milestone(MilestoneKind.DEPLOYED)
        action = _detail(deployed, "action")
        if deployed and action:
            gaps = {
                "action": text(opening(action)),
                "time": sourced(facts, "timeline", _moment(facts, deployed.occurred_at)),
            }
            after = _after_detection(facts, each, deployed.occurred_at)
            if after is None:
                return sentence(_("%(action)s (%(time)s)."), **gaps)
            return sentence(_("%(action)s (%(time)s, %(length)s after it was detected)."), **gaps, length=after)
    return []


def _after_detection(facts: Facts, each: IncidentFacts, moment: datetime) -> Node | None:
    detected = each.incident.detected_at
    if detected is None or moment < detected:
        return None
    return sourced(facts, "effectiveness", length(int((moment - detected).total_seconds())))


def _what_follows(facts: Facts) -> list[Node]:
    rows = [one for one in facts.followups if one.state != FollowUpState.WONT_DO]
    if not rows:
        return []
    done = sum(1 for one in rows if not one.is_open)
    agreed = ngettext("%(count)s follow-up is agreed", "%(count)s follow-ups are agreed", len(rows))
    semicolon = pgettext("between two titles in a row, which may hold commas", "; ")
    gaps: dict[str, Words] = {
        "agreed": sourced(facts, "followups", agreed % {"count": len(rows)}),
        "titles": in_a_row(([_titled(one)] for one in rows[:MOST_NAMED]), semicolon),
    }
    more = len(rows) - MOST_NAMED
    if done:
        gaps["done"] = text(ngettext("%(count)s is done", "%(count)s are done", done) % {"count": done})
    if more > 0:
        gaps["more"] = text(ngettext("%(count)s more", "%(count)s more", more) % {"count": more})
    return sentence(_following(has_done=bool(done), has_more=more > 0), **gaps)


def _following(*, has_done: bool, has_more: bool) -> str:
    if has_done and has_more:
        return _("%(agreed)s, %(done)s: %(titles)s and %(more)s.")
    if has_done:
        return _("%(agreed)s, %(done)s: %(titles)s.")
    if has_more:
        return _("%(agreed)s: %(titles)s and %(more)s.")
    return _("%(agreed)s: %(titles)s.")


def _titled(followup: FollowUp) -> Node:
    return linked(followup.title, followup.url)


def _moment(facts: Facts, moment: datetime) -> str:
    """Told after the first sentence: without the day while that is the one on which it began."""
    return until(impact_span(facts)[0], moment, facts.zone)


def _detail(milestone: Milestone | None, name: str) -> str:
    return str(milestone.details.get(name, "")) if milestone else ""
