"""Arguments and options that several commands take, and how they are read."""

import re
from typing import Annotated

import typer

from aw import moments

_REFERENCE = re.compile(r"(?:INC-|#)?(\d{1,9})|https?://\S+/incidents/(\d{1,9})(?:[/?#]\S*)?", re.IGNORECASE)


def number(text: str) -> int:
    """The incident's number."""
    found = _REFERENCE.fullmatch(text.strip())
    if not found:
        raise typer.BadParameter(f"“{text}” is not an incident. Write INC-142 or 142.")
    return int(found.group(1) or found.group(2))


def moment(text: str) -> str:
    """The moment as the API takes it."""
    try:
        return moments.parsed(text)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from error


Incident = Annotated[int, typer.Argument(parser=number, metavar="INCIDENT", help="INC-142, 142 or its address.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print what the API answers.")]
At = Annotated[str | None, typer.Option("--at", parser=moment, metavar="TIME", help="When; now unless given.")]
Moment = Annotated[str | None, typer.Option(parser=moment, metavar="TIME")]
