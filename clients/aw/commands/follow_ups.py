from typing import Annotated, Any

import typer

from aw import printing, typed
from aw.account import account
from aw.server import Json, Server

Many = list[str] | None
ME = "me"


def command(  # noqa: PLR0917 - each is an option of its own name
    incident: Annotated[
        int | None, typer.Option(parser=typed.number, metavar="INCIDENT", help="Those of one incident.")
    ] = None,
    report: Annotated[
        int | None, typer.Option(parser=typed.report_number, metavar="REPORT", help="Those that a report shows.")
    ] = None,
    mine: Annotated[bool, typer.Option("--mine", help="Those that you own.")] = False,
    overdue: Annotated[bool, typer.Option("--overdue", help="Those that should be done by now.")] = False,
    state: Annotated[
        Many, typer.Option(metavar="STATE", help="open, closed, any, not_started, in_progress, complete or wont_do.")
    ] = None,
    limit: Annotated[int, typer.Option(min=1, max=100_000, metavar="COUNT", help="How many at most.")] = 25,
    json: typed.AsJson = False,
) -> None:
    """List what is to be different, due first; open ones unless asked otherwise."""
    wanted: dict[str, Any] = {
        "incident": str(incident or ""),
        "postmortem": str(report or ""),
        "owner": ME if mine else "",
        "due": "overdue" if overdue else "",
        "state": state,
    }
    query = {name: value for name, value in wanted.items() if value}
    page = Server(account()).pages("/follow-ups", query, limit)
    if json:
        printing.as_json(page)
        return
    if not page["items"]:
        printing.line("No follow-ups match.")
        return
    headings = ("FOLLOW-UP", "PRIORITY", "DUE", "STATE", "WHO", "OF", "TITLE")
    printing.table(headings, [_row(row) for row in page["items"]])
    if page["next"]:
        printing.line("There are more; --limit shows them.", "dim")


def _row(row: Json) -> tuple[str, ...]:
    who = row["owner"]["name"] if row["owner"] else row["owner_team"] or ""
    state = row["state"].replace("_", " ")
    of = f"INC-{row['incident']}" if row["incident"] else f"PM-{row['postmortem']}"
    return row["reference"], f"P{row['priority']}", row["due_on"] or "", state, who, of, row["title"]
