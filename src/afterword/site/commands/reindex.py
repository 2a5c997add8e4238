"""Build the search index anew, after a restore or when search misses something."""

import argparse
import sys

from afterword.followups import searching as followups
from afterword.incidents.searching import reindex_all
from afterword.postmortems import searching as postmortems
from afterword.runbooks import searching as runbooks


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.description = "Safe while Afterword is running: what is found stays found meanwhile."


def run(_arguments: argparse.Namespace) -> None:
    count = reindex_all(_tell)
    print(f"Incidents indexed: {count}")
    print(f"Follow-ups indexed: {followups.reindex_all()}")
    print(f"Reports indexed: {postmortems.reindex_all()}")
    print(f"Runbooks indexed: {runbooks.reindex_all()}")


def _tell(count: int) -> None:
    if sys.stderr.isatty():
        print(f"{count} incidents", file=sys.stderr, end="\r")
