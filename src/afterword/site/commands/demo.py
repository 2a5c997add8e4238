"""Load the demo: real incidents of others and a story with people. With --remove: take it out again."""

import argparse
import sys

from afterword.core.errors import Conflict
from afterword.incidents.models import Incident
from afterword.people.actor import Actor
from afterword.people.models import User
from afterword.site.demo_start import sign_in_lines
from afterword.site.migrating import migrate
from afterword.transfer.actions.load_demo import load_demo
from afterword.transfer.actions.remove_demo import Removed, remove_demo


def add_arguments(parser: argparse.ArgumentParser) -> None:
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--remove", action="store_true", help="delete everything of the demo, and nothing else")
    what.add_argument("--force", action="store_true", help="load it although there are incidents of your own")


def run(arguments: argparse.Namespace) -> None:
    migrate()
    if arguments.remove:
        _tell(remove_demo(Actor.system(), on_progress=_progress))
    else:
        _load(is_forced=arguments.force)


def _load(*, is_forced: bool) -> None:
    own = Incident.objects.filter(is_demo=False).count()
    if own and not is_forced:
        raise Conflict(
            f"Your own incidents are here ({own}). The demo would stand among them until you take it out with "
            "--remove. To load it all the same, add --force."
        )
    tally = load_demo(Actor.system())
    print(f"Loaded: {tally.imported} incidents. Already there: {tally.known} of those imported from files.")
    if tally.refused:
        print(f"Refused: {tally.refused}. Is the clock of this machine right?")
    print(*sign_in_lines(), sep="\n")


def _progress(removed: Removed) -> None:
    if sys.stderr.isatty():
        print(f"{removed.incidents} incidents", file=sys.stderr, end="\r")


def _tell(removed: Removed) -> None:
    print(
        f"Removed: {removed.incidents} incidents, {removed.reports} reports, {removed.people} people, "
        f"{removed.teams} teams, {removed.services} services."
    )
    if removed.entries_of_others:
        print(f"Of what people of your own wrote on demo incidents, {removed.entries_of_others} entries went too.")
    if removed.kept:
        print(f"Kept, because rows of your own name them: {', '.join(removed.kept)}. They can no longer sign in.")
    if not User.objects.administrators().exists():
        print("Nobody here is an administrator now. Make one: afterword user create --email E --admin")
