# ruff: noqa: ARG002  (each noun looks at what it needs)
from collections.abc import Sequence

from afterword.incidents.catalog import Experience
from afterword.incidents.nouns.noun import Noun, noun
from afterword.incidents.validation import clean_guidance


@noun
class Experiences(Noun[Experience]):
    key = "experiences"
    model = Experience
    changeable = ("guidance", "is_downtime")

    def check(self, row: Experience, peers: Sequence[Experience]) -> None:
        row.guidance = clean_guidance(row.guidance)
