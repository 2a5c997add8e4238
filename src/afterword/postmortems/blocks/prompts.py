"""Questions that every report should have been asked."""

from django.utils.translation import gettext as _

from afterword.postmortems.blocks.registry import block
from afterword.postmortems.facts import Facts
from afterword.postmortems.phrases import question
from afterword_text.live_blocks import Params
from afterword_text.tree import Node


@block("prompts", works_alone=True)
def prompts(_facts: Facts, params: Params) -> list[Node]:
    """The questions of one topic; all of them without a topic."""
    asked = {
        "cause": _("What caused it, and what made that possible?"),
        "prevent": _("How could it have been prevented?"),
        "test": _("Could a test before release have caught it?"),
        "monitoring": _("Did the monitoring tell us soon enough, and clearly enough? Which threshold would have?"),
    }
    topic = str(params.get("topic", ""))
    return [question(words) for name, words in asked.items() if topic in ("", name)]
