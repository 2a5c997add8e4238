import sys
from typing import Annotated

import typer

from aw import moments, printing, typed
from aw.account import account
from aw.failures import Refused
from aw.server import Server

STDIN = "-"
Text = Annotated[str, typer.Argument(metavar="TEXT", help="Markdown; - reads it from standard input.")]


def command(
    incident: typed.Incident,
    text: Text,
    at: typed.At = None,
    important: Annotated[bool, typer.Option("--important", help="Mark it for the postmortem.")] = False,
    json: typed.AsJson = False,
) -> None:
    """Write a note on an incident's timeline."""
    words = _read() if text == STDIN else text
    body = {"text": words, "occurred_at": at, "is_important": important}
    entry = Server(account()).post(f"/incidents/{incident}/timeline", body)
    if json:
        printing.as_json(entry)
    else:
        printing.line(f"Noted on INC-{incident} at {moments.shown(entry['occurred_at'])}.")


def _read() -> str:
    try:
        return sys.stdin.buffer.read().decode()
    except UnicodeDecodeError as error:
        raise Refused("What came in on standard input is not text in UTF-8.") from error
