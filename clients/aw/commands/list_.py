from typing import Annotated, Any

import typer
from rich.text import Text

from aw import moments, printing, typed
from aw.account import account
from aw.server import Json, Server

Words = Annotated[list[str] | None, typer.Argument(metavar="WORDS", help="Words that they contain.")]
Many = list[str] | None
SORTS = "newest, oldest, updated or severity."


def command(  # noqa: PLR0917 - each is an option of its own name
    words: Words = None,
    status: Annotated[Many, typer.Option(metavar="STATUS", help="active, stable, resolved, completed or open.")] = None,
    severity: Annotated[Many, typer.Option(metavar="NAME", help="Such as SEV-1.")] = None,
    type_: Annotated[Many, typer.Option("--type", metavar="NAME", help="Its name.")] = None,
    tag: Annotated[Many, typer.Option(metavar="NAME", help="A tag.")] = None,
    service: Annotated[Many, typer.Option(metavar="NAME", help="Its name.")] = None,
    team: Annotated[Many, typer.Option(metavar="NAME", help="Its name.")] = None,
    commander: Annotated[Many, typer.Option(metavar="EMAIL", help="An e-mail address, me or nobody.")] = None,
    mine: Annotated[bool, typer.Option("--mine", help="Those that you have a role on.")] = False,
    outcome: Annotated[Many, typer.Option(metavar="OUTCOME", help="How they ended, such as false_alarm.")] = None,
    owed: Annotated[bool, typer.Option("--owed", help="Those that owe a postmortem.")] = False,
    day: Annotated[str, typer.Option(metavar="DAY", help="Those that lasted on this day.")] = "",
    since: Annotated[
        str, typer.Option("--from", metavar="DAY", help="Declared on this day or later, such as 2026-03-02.")
    ] = "",
    until: Annotated[str, typer.Option(metavar="DAY", help="Declared on this day or earlier.")] = "",
    test: Annotated[str, typer.Option(metavar="WHICH", help="only or without: tests and practice.")] = "",
    sort: Annotated[str, typer.Option(metavar="ORDER", help=SORTS)] = "newest",
    limit: Annotated[int, typer.Option(min=1, max=100_000, metavar="COUNT", help="How many at most.")] = 25,
    json: typed.AsJson = False,
) -> None:
    """List incidents, newest first. An option given several times means any of its values."""
    one = {"q": " ".join(words or ()), "from": since, "until": until, "day": day, "test": test, "sort": sort}
    many = {"status": status, "severity": severity, "service": service, "team": team, "commander": commander}
    one |= {"on": "me" if mine else "", "postmortem": "owed" if owed else ""}
    many |= {"type": type_, "tag": tag, "outcome": outcome}
    query: dict[str, Any] = {name: value for name, value in {**one, **many}.items() if value}
    page = Server(account()).pages("/incidents", query, limit)
    if json:
        printing.as_json(page)
    else:
        _show(page)


def _show(page: Json) -> None:
    if not page["items"]:
        printing.line("No incidents match.")
        return
    headings = ("INCIDENT", "SEVERITY", "STATUS", "DECLARED", "COMMANDER", "TITLE")
    printing.table(headings, [_row(row) for row in page["items"]])
    if page["next"]:
        printing.line("There are more; --limit shows them.", "dim")


def _row(row: Json) -> tuple[str | Text, ...]:
    commander = row["commander"]["name"] if row["commander"] else ""
    marks = "".join(f" [{mark}]" for mark in ("private", "test", "demo") if row[f"is_{mark}"])
    declared = moments.shown(row["declared_at"])
    return row["reference"], row["severity"], printing.status(row), declared, commander, row["title"] + marks
