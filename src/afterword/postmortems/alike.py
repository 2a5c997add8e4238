"""Earlier incidents that may tell something about this one, put as questions to the writer, never as facts."""

from dataclasses import dataclass, field

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from afterword.followups.models import FollowUp
from afterword.incidents.models import Incident, Outcome
from afterword.incidents.title_words import says_little, title_words
from afterword.postmortems.facts import Facts
from afterword.postmortems.phrases import day
from afterword.postmortems.sentences import linked, sentence
from afterword_text.tree import Node, node

COMPARED = 300  # the newest earlier incidents that hit one of the same services
MOST = 3
NOT_REAL = (Outcome.FALSE_ALARM, Outcome.CANCELLED, Outcome.DUPLICATE, Outcome.MERGED)


@dataclass(frozen=True)
class Alike:
    incident: Incident
    shared_words: int
    followups: list[FollowUp] = field(default_factory=list)


def earlier_alike(facts: Facts) -> list[Alike]:
    """Earlier incidents of the same services that share a telling word of the title, likeliest first.

    Only such as everybody signed in may read: the report may be read by more people than its writer.
    """
    covered = [each.incident.pk for each in facts.incidents]
    services = Incident.services.through.objects.filter(incident__in=covered).values("service")
    hit = Incident.services.through.objects.filter(service__in=services).values("incident")
    rows = Incident.objects.filter(pk__in=hit, is_private=False, is_test=False, started_at__lt=facts.started_at)
    rows = rows.exclude(pk__in=covered).exclude(outcome__in=NOT_REAL).order_by("-declared_at", "-number")
    words = _telling(" ".join(each.incident.title for each in facts.incidents))
    found = {key: len(words & _telling(title)) for key, title in rows.values_list("pk", "title")[:COMPARED]}
    best = sorted((key for key in found if found[key]), key=lambda key: -found[key])[:MOST]
    kept = Incident.objects.prefetch_related(Prefetch("followups", FollowUp.objects.order_by("number")))
    known = kept.in_bulk(best)
    return [Alike(known[key], found[key], list(known[key].followups.all())) for key in best if key in known]


def _telling(title: str) -> frozenset[str]:
    return frozenset(word for word in title_words(title) if not says_little(word))


def asked_about(facts: Facts) -> list[Node]:
    """A question for each of them, and whether what was agreed then would help again."""
    nodes: list[Node] = []
    for each in earlier_alike(facts):
        told = linked(str(each.incident), each.incident.url)
        asked = _("%(incident)s (%(day)s) hit the same service. Is it the same cause?")
        nodes.append(node("guide", sentence(asked, incident=told, day=day(each.incident.started_at, facts.zone))))
        if each.followups:
            first = each.followups[0]
            state = str(first.get_state_display()).lower()
            asked = _("After it, %(followup)s was agreed (%(state)s). Would it help here too?")
            nodes.append(node("guide", sentence(asked, followup=linked(str(first), first.url), state=state)))
    return nodes
