from typing import Annotated, Any

import typer

from aw import printing, typed
from aw.account import account
from aw.server import Server

Many = list[str] | None


def command(  # noqa: PLR0917 - each is an option of its own name
    title: Annotated[str, typer.Argument(metavar="TITLE", help="What is broken, as a user would say it.")],
    severity: Annotated[
        str, typer.Option("--severity", "-s", metavar="NAME", help="Such as SEV-1; unknown is fine.")
    ] = "unknown",
    type_: Annotated[str, typer.Option("--type", metavar="NAME", help="What sort of incident it is.")] = "",
    field: typed.Fields = None,
    commander: Annotated[str, typer.Option(metavar="EMAIL", help="An e-mail address; you, unless given.")] = "",
    summary: Annotated[str, typer.Option(metavar="TEXT", help="What is known.")] = "",
    service: Annotated[Many, typer.Option(metavar="NAME", help="Its name; may be given several times.")] = None,
    team: Annotated[Many, typer.Option(metavar="NAME", help="Its name; may be given several times.")] = None,
    impact: Annotated[str, typer.Option(metavar="TEXT", help="What users notice.")] = "",
    started: typed.Moment = None,
    detected: typed.Moment = None,
    resolved: typed.Moment = None,
    private: Annotated[bool, typer.Option("--private", help="Only for those who are on it.")] = False,
    test: Annotated[bool, typer.Option("--test", help="A test or practice; no figure counts it.")] = False,
    json: typed.AsJson = False,
) -> None:
    """Declare an incident. With --resolved it is declared as already over."""
    body: dict[str, Any] = {
        "title": title,
        "type": type_ or None,
        "fields": typed.fields(field),
        "severity": severity,
        "commander": commander or None,
        "summary": summary,
        "services": service or [],
        "teams": team or [],
        "impact": {"description": impact} if impact else None,
        "started_at": started,
        "detected_at": detected,
        "resolved_at": resolved,
        "is_private": private,
        "is_test": test,
    }
    server = Server(account())
    declared = server.post_once("/incidents", body)
    if json:
        printing.as_json(declared)
        return
    state = "" if declared["status_category"] == "active" else f", {declared['status'].lower()}"
    printing.line(f"Declared {declared['reference']} as {declared['severity']}{state}.")
    printing.line(server.page_of(declared["url"]))
