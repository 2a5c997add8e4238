from typing import Annotated, Any

import typer

from aw import moments, printing, typed
from aw.account import account
from aw.server import Json, Server

TIMES = ("started_at", "detected_at", "declared_at", "acknowledged_at", "mitigated_at", "resolved_at")
Entries = Annotated[
    int, typer.Option(min=0, max=100, metavar="COUNT", help="How many entries of the timeline, newest first.")
]


def command(incident: typed.Incident, entries: Entries = 20, json: typed.AsJson = False) -> None:
    """Show one incident: where it stands, its times, its impact and its timeline."""
    server = Server(account())
    read = server.get(f"/incidents/{incident}")
    if json:
        printing.as_json(read)
        return
    printing.line(f"{read['reference']}  {read['title']}", "bold")
    printing.table(("", ""), [(name, value) for name, value in _facts(server, read) if value])
    for heading, words in (("Summary", read["summary"]), ("Why it happened", read["root_cause"])):
        if words:
            printing.line(f"\n{heading}", "bold")
            printing.line(words)
    _timeline(read["timeline"], entries)


def _facts(server: Server, read: Json) -> list[tuple[str, str]]:
    update, report = read["current_update"], read["postmortem"]
    return [
        ("Address", server.page_of(read["url"])),
        ("Status", " ".join(filter(None, (read["status"], _outcome(read))))),
        ("Severity", read["severity"] + _highest(read)),
        ("Type", read["type"]),
        *((each["role"], each["person"]["name"]) for each in read["responders"]),
        ("Services", ", ".join(read["services"])),
        ("Teams", ", ".join(read["teams"])),
        *((name.replace("_", " ").capitalize(), _said(value)) for name, value in read["fields"].items()),
        ("Tags", ", ".join(read["tags"])),
        ("Marked as", ", ".join(mark for mark in ("private", "test", "demo") if read[f"is_{mark}"])),
        *((name.removesuffix("_at").capitalize(), moments.shown(read[name]) + _guess(read, name)) for name in TIMES),
        *((metric["label"], _metric(metric)) for metric in read["metrics"]),
        *(("Impact", _impact(impact)) for impact in read["impacts"]),
        (
            "Update",
            f"{update['message']} ({update['posted_by']}, {moments.shown(update['posted_at'])})" if update else "",
        ),
        ("Next update", moments.shown(update["next_due_at"]) if update else ""),
        *(("Link", f"{link['title']}  {link['url']}") for link in read["links"]),
        ("Postmortem", f"{report['reference']} {report['state']}  {server.page_of(report['url'])}" if report else ""),
    ]


def _said(value: Any) -> str:
    """What a field holds, in a line; money and people come as objects, several choices as a list."""
    if isinstance(value, list):
        return ", ".join(value)
    if isinstance(value, dict):
        return str(value["name"]) if "name" in value else f"{value['amount']:.2f} {value['currency']}"
    return "" if value is None else str(value).removesuffix(".0")


def _outcome(read: Json) -> str:
    if read["duplicate_of"]:
        return f"(duplicate of INC-{read['duplicate_of']})"
    return f"({read['outcome'].replace('_', ' ')})" if read["outcome"] not in ("", "resolved") else ""


def _highest(read: Json) -> str:
    return f" (was {read['highest_severity']})" if read["highest_severity"] != read["severity"] else ""


def _guess(read: Json, name: str) -> str:
    return " (estimated)" if name == "started_at" and read["start_is_estimated"] else ""


def _metric(metric: Json) -> str:
    if metric["seconds"] is None:
        return str(metric["warning"])
    return moments.length(metric["seconds"]) + (" so far" if metric["is_running"] else "")


def _impact(impact: Json) -> str:
    until = moments.shown(impact["ended_at"]) or "now"
    return f"{impact['description']} ({moments.shown(impact['started_at'])} to {until})"


def _timeline(timeline: Json, most: int) -> None:
    shown = timeline["items"][:most]
    if not shown:
        return
    printing.line("\nTimeline, newest first", "bold")
    for entry in shown:
        mark = "!" if entry["is_important"] else " "
        printing.line(f"{moments.shown(entry['occurred_at'])} {mark} {entry['actor']['name']} {entry['sentence']}")
        for words in entry["text"].splitlines():
            printing.line(f"    {words}")
    if len(timeline["items"]) > most or timeline["next"]:
        printing.line("There is more; the page shows all of it.", "dim")
