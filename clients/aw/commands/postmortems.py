"""Postmortems: finding them, and taking them through review and publication."""

from enum import StrEnum
from typing import Annotated, Any

import typer

from aw import moments, printing, typed
from aw.account import account
from aw.failures import Refused
from aw.server import Json, Server

Many = list[str] | None
ROLES = "author, technical, manager or on_call"


class Format(StrEnum):
    MD = "md"
    HTML = "html"
    TXT = "txt"
    JSON = "json"


group = typer.Typer(help="Find postmortems, review, approve and publish them.", no_args_is_help=True)


@group.command("list")
def find(  # noqa: PLR0917 - each is an option of its own name
    state: Annotated[Many, typer.Option(metavar="STATE", help="draft, in_review, approved or published.")] = None,
    mine: Annotated[bool, typer.Option("--mine", help="Those that you own.")] = False,
    team: Annotated[Many, typer.Option(metavar="TEAM", help="Of a team.")] = None,
    service: Annotated[Many, typer.Option(metavar="SERVICE", help="On incidents of a service.")] = None,
    severity: Annotated[Many, typer.Option(metavar="SEVERITY", help="The highest that was reached.")] = None,
    words: Annotated[str, typer.Option("--words", metavar="TEXT", help="With these words.")] = "",
    sort: Annotated[str, typer.Option(metavar="ORDER", help="newest, oldest, updated or stalest.")] = "",
    limit: Annotated[int, typer.Option(min=1, max=100_000, metavar="COUNT", help="How many at most.")] = 25,
    json: typed.AsJson = False,
) -> None:
    """List postmortems, newest first."""
    wanted: dict[str, Any] = {"state": state, "owner": "me" if mine else "", "team": team, "service": service}
    wanted |= {"severity": severity, "q": words, "sort": sort}
    query = {name: value for name, value in wanted.items() if value}
    page = Server(account()).pages("/postmortems", query, limit)
    if json:
        printing.as_json(page)
        return
    if not page["items"]:
        printing.line("No postmortems match.")
        return
    headings = ("POSTMORTEM", "STATE", "OWNER", "INCIDENTS", "UPDATED", "TITLE")
    printing.table(headings, [_row(row) for row in page["items"]])
    if page["next"]:
        printing.line("There are more; --limit shows them.", "dim")


@group.command()
def show(report: typed.Report, json: typed.AsJson = False) -> None:
    """Show one: how it stands, who is to read it, who approved it. `aw generate` prints its text."""
    server = Server(account())
    _tell(server, server.get(f"/postmortems/{report}"), json)


@group.command()
def text(
    report: typed.Report,
    kind: Annotated[Format, typer.Option("--format", help="md, html, txt or json.")] = Format.MD,
) -> None:
    """Print one, as Markdown unless told otherwise; a published one as it was published."""
    print(Server(account()).text(f"/postmortems/{report}/file?format={kind}"))


@group.command()
def review(
    report: typed.Report,
    person: Annotated[
        Many, typer.Option("--by", metavar="EMAIL[:ROLE]", help=f"Who is to read it; as {ROLES}.")
    ] = None,
    message: Annotated[str, typer.Option("--message", "-m", metavar="TEXT", help="What to look at.")] = "",
    json: typed.AsJson = False,
) -> None:
    """Ask for a review."""
    asked = [dict(zip(("person", "role"), each.split(":", 1), strict=False)) for each in person or ()]
    _step(report, "review", {"reviewers": asked, "message": message}, json)


@group.command()
def approve(
    report: typed.Report,
    role: Annotated[str, typer.Option("--as", metavar="ROLE", help=f"In which role: {ROLES}.")] = "technical",
    comment: Annotated[str, typer.Option("--comment", "-m", metavar="TEXT", help="What you have to say.")] = "",
    json: typed.AsJson = False,
) -> None:
    """Approve it as it is now."""
    _step(report, "approval", {"role": role, "comment": comment}, json)


@group.command()
def publish(report: typed.Report, json: typed.AsJson = False) -> None:
    """Publish it: text and facts are frozen, its incidents completed."""
    _step(report, "publication", {}, json)


@group.command()
def draft(
    report: typed.Report,
    reason: Annotated[str, typer.Option("--reason", "-m", metavar="TEXT", help="Why; needed once published.")] = "",
    json: typed.AsJson = False,
) -> None:
    """Take it back to draft."""
    _step(report, "draft", {"reason": reason}, json)


@group.command()
def delete(
    report: typed.Report,
    yes: Annotated[bool, typer.Option("--yes", help="You mean it: nobody can bring it back.")] = False,
) -> None:
    """Delete it for good, with its text, revisions and approvals."""
    if not yes:
        raise Refused(f"PM-{report} would be gone for good. Add --yes if you mean it.")
    Server(account()).delete(f"/postmortems/{report}")
    printing.line(f"PM-{report} is deleted.")


def _step(report: int, noun: str, body: Json, as_json: bool) -> None:
    server = Server(account())
    _tell(server, server.post(f"/postmortems/{report}/{noun}", body), as_json)


def _tell(server: Server, read: Json, as_json: bool) -> None:
    if as_json:
        printing.as_json(read)
        return
    printing.line(f"{read['reference']}  {read['title']}", "bold")
    printing.table(("", ""), [(name, value) for name, value in _facts(server, read) if value])


def _facts(server: Server, read: Json) -> list[tuple[str, str]]:
    return [
        ("Address", server.page_of(read["url"])),
        ("State", _state(read)),
        ("Missing", read["missing"]),
        ("Owner", read["owner"]["name"] if read["owner"] else ""),
        ("Team", read["team"] or ""),
        ("Incidents", _incidents(read)),
        *(("Asked", f"{each['person']['name']} as {each['role']}") for each in read["reviewers"] if each["person"]),
        *(("Approved", _approval(each)) for each in read["approvals"]),
        ("Review on", read["review_on"] or ""),
        ("Follow up on", read["follow_up_on"] or ""),
        ("Published", moments.shown(read["published_at"])),
        ("Updated", moments.shown(read["updated_at"])),
    ]


def _row(row: Json) -> tuple[str, ...]:
    owner = row["owner"]["name"] if row["owner"] else ""
    return row["reference"], _state(row), owner, _incidents(row), moments.shown(row["updated_at"]), row["title"]


def _state(row: Json) -> str:
    return str(row["state"]).replace("_", " ")


def _incidents(row: Json) -> str:
    return ", ".join(each["reference"] for each in row["incidents"])


def _approval(given: Json) -> str:
    since = ", edited since" if given["is_edited_since"] else ""
    comment = f": {given['comment']}" if given["comment"] else ""
    when = moments.shown(given["approved_at"])
    return f"{given['name']} as {given['role']}, {when} (revision {given['revision']}{since}){comment}"
