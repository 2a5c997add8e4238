from typing import Annotated

import typer

from aw import moments, printing, typed
from aw.account import account
from aw.server import Json, Server


def command(
    incident: typed.Incident,
    only_open: Annotated[bool, typer.Option("--open", help="Without those that are done.")] = False,
    json: typed.AsJson = False,
) -> None:
    """List what is to be done while an incident lasts."""
    answer = Server(account()).get(f"/incidents/{incident}/tasks")
    items = [task for task in answer["items"] if not (only_open and task["done_at"])]
    if json:
        printing.as_json({"items": items})
    elif items:
        printing.table(("DONE", "DUE", "WHO", "TASK"), [_row(task) for task in items])
    else:
        printing.line("Nothing is to be done.")


def _row(task: Json) -> tuple[str, ...]:
    who = task["assignee"]["name"] if task["assignee"] else ""
    return moments.shown(task["done_at"]), task["due_on"] or "", who, task["title"]
