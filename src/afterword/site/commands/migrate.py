"""Bring the database to this release; `serve` does it by itself."""

import argparse

from afterword.site.migrating import migrate


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.description = "Safe to run on several nodes at once: they wait for the first."


def run(_arguments: argparse.Namespace) -> None:
    migrate()
