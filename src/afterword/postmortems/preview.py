"""How a template's draft looks, with a real incident."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.utils import translation

from afterword.incidents.models import Incident
from afterword.people.actor import Actor
from afterword.postmortems.blocks.registry import block_named
from afterword.postmortems.compose import compose
from afterword.postmortems.facts import gather
from afterword.postmortems.live import with_words
from afterword.postmortems.models import TimelineChoice
from afterword.postmortems.template_text import Template
from afterword_text.live_blocks import Params
from afterword_text.tree import Node, Tree


@dataclass(frozen=True)
class Preview:
    incident: Incident | None
    tree: Tree


def preview_of(actor: Actor, template: Template) -> Preview:
    """The draft for the newest resolved incident that the actor sees; without one, or for none, the bare draft."""
    seen = Incident.objects.visible_to(actor).filter(is_test=False).order_by("-resolved_at", "-number")
    incident = None if template.incidents == "none" else seen.exclude(resolved_at=None).first()
    covered = [incident] if incident else []
    zone = ZoneInfo(incident.zone if incident else "UTC")
    choice = TimelineChoice.IMPORTANT
    tree = compose(template, covered, choice=choice, zone=zone, author=actor.label)
    with translation.override(template.language):
        facts = gather(covered, choice, zone)

        def tell(kind: str, params: Params) -> list[Node]:
            block = block_named(kind)
            return block.tell(facts, params) if block and (covered or block.works_alone) else []

        return Preview(incident, with_words(tree, tell))
