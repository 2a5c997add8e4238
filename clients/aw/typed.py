"""Arguments and options that several commands take, and how they are read."""

import re
from collections.abc import Iterable
from typing import Annotated

import typer

from aw import moments

_REFERENCE = re.compile(r"(?:INC-|#)?(\d{1,9})|https?://\S+/incidents/(\d{1,9})(?:[/?#]\S*)?", re.IGNORECASE)

_REPORT = re.compile(r"(?:PM-|#)?(\d{1,9})|https?://\S+/postmortems/(\d{1,9})(?:[/?#]\S*)?", re.IGNORECASE)


def number(text: str) -> int:
    """The incident's number."""
    found = _REFERENCE.fullmatch(text.strip())
    if not found:
        raise typer.BadParameter(f"“{text}” is not an incident. Write INC-142 or 142.")
    return int(found.group(1) or found.group(2))


def report_number(text: str) -> int:
    """The number of a postmortem."""
    found = _REPORT.fullmatch(text.strip())
    if not found:
        raise typer.BadParameter(f"“{text}” is not a postmortem. Write PM-31 or 31.")
    return int(found.group(1) or found.group(2))


def moment(text: str) -> str:
    """The moment as the API takes it."""
    try:
        return moments.parsed(text)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from error


def fields(given: Iterable[str] | None) -> dict[str, str | list[str] | None]:
    """KEY=VALUE as the API takes it: nothing after the sign empties a field, a key given again adds a value."""
    said: dict[str, list[str]] = {}
    for each in given or ():
        key, sign, value = each.partition("=")
        if not sign or not key.strip():
            raise typer.BadParameter(f"“{each}” is no field. Write KEY=VALUE, such as detection_method=Monitor.")
        said.setdefault(key.strip(), []).append(value)
    return {key: values if len(values) > 1 else values[0] or None for key, values in said.items()}


Incident = Annotated[int, typer.Argument(parser=number, metavar="INCIDENT", help="INC-142, 142 or its address.")]
Report = Annotated[int, typer.Argument(parser=report_number, metavar="POSTMORTEM", help="PM-31, 31 or its address.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print what the API answers.")]
At = Annotated[str | None, typer.Option("--at", parser=moment, metavar="TIME", help="When; now unless given.")]
Fields = Annotated[
    list[str] | None,
    typer.Option("--field", metavar="KEY=VALUE", help="What your organisation asks; may be given several times."),
]
Moment = Annotated[str | None, typer.Option(parser=moment, metavar="TIME")]
