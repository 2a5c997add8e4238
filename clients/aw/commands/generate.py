import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from aw import printing, typed
from aw.account import account
from aw.failures import Refused
from aw.server import Json, Server

Others = Annotated[
    list[int] | None, typer.Option("--with", parser=typed.number, metavar="INCIDENT", help="A further one it covers.")
]


def command(  # noqa: PLR0917 - each is an option of its own name
    incident: typed.Incident,
    template: Annotated[str, typer.Option(metavar="NAME", help="The template; the usual one unless given.")] = "",
    timeline: Annotated[str, typer.Option(metavar="WHICH", help="important or all: which entries it tells.")] = "",
    zone: Annotated[
        str, typer.Option(metavar="ZONE", help="The zone its times are told in; the incident's unless given.")
    ] = "",
    title: Annotated[str, typer.Option(metavar="TEXT", help="Its title; made from the incident unless given.")] = "",
    others: Others = None,
    output: Annotated[Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write to this file.")] = None,
    force: Annotated[bool, typer.Option("--force", help="Write over a file that is there.")] = False,
    json: typed.AsJson = False,
) -> None:
    """Start an incident's postmortem, or open the one it has, and print it as Markdown."""
    if output and output.exists() and not force:
        raise Refused(f"{output} is there already. Choose another name, or --force to write over it.")
    wanted: dict[str, Any] = {"template": template, "timeline": timeline, "zone": zone, "title": title}
    body = {name: value for name, value in wanted.items() if value} | {"incidents": others or []}
    server = Server(account())
    report = server.post(f"/incidents/{incident}/postmortem", body)
    if json:
        printing.as_json(report)
        return
    text = server.text(f"{report['url']}.md")
    if output:
        _write(output, text)
        printing.line(f"Wrote {_name(server, report)} to {output}.")
    else:
        print(text, end="" if text.endswith("\n") else "\n")
        print(_name(server, report), file=sys.stderr)


def _write(output: Path, text: str) -> None:
    try:
        output.write_text(text, encoding="utf-8")
    except OSError as error:
        raise Refused(f"Can't write {output}: {error.strerror}.") from error


def _name(server: Server, report: Json) -> str:
    return f"{report['reference']} ({report['state'].replace('_', ' ')}) {server.page_of(report['url'])}"
