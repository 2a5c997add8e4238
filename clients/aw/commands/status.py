from typing import Annotated

import typer

from aw import moments, printing, typed
from aw.account import account
from aw.server import Server

RESOLVED = "resolved"
NewStatus = Annotated[str, typer.Argument(metavar="STATUS", help="active, stable or resolved.")]
Outcome = Annotated[
    str, typer.Option(metavar="OUTCOME", help="How it ended: resolved, false_alarm, cancelled or duplicate.")
]
ImpactEnd = Annotated[str | None, typer.Option(parser=typed.moment, metavar="TIME", help="When users felt it last.")]
Other = Annotated[int | None, typer.Option(parser=typed.number, metavar="INCIDENT", help="The one it repeats.")]


def command(  # noqa: PLR0917 - each is an option of its own name
    incident: typed.Incident,
    status: NewStatus,
    at: typed.At = None,
    reason: Annotated[str, typer.Option(metavar="TEXT", help="Why.")] = "",
    outcome: Outcome = RESOLVED,
    impact_ended: ImpactEnd = None,
    duplicate_of: Other = None,
    field: typed.Fields = None,
    json: typed.AsJson = False,
) -> None:
    """Change where an incident stands. Resolving also ends the impacts that still run; active opens it again."""
    server, path = Server(account()), f"/incidents/{incident}"
    if status.lower() == RESOLVED:
        ending = {"at": at, "reason": reason, "outcome": "duplicate" if duplicate_of else outcome}
        body = {**ending, "impact_ended_at": impact_ended, "duplicate_of": duplicate_of, "fields": typed.fields(field)}
        changed = server.post(f"{path}/resolution", body)
    elif field:
        raise typer.BadParameter("--field goes with resolved.")
    else:
        changed = server.post(f"{path}/status", {"status": status, "at": at, "reason": reason})
    if json:
        printing.as_json(changed)
        return
    since = moments.shown(changed["resolved_at"])
    printing.line(f"{changed['reference']} is {changed['status'].lower()}{f' since {since}' if since else ''}.")
