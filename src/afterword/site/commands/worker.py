"""Start a worker alone, beside web nodes on other machines."""

import argparse

from afterword.site.worker import run_worker


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.description = "Ends with SIGTERM or Ctrl-C; what it was doing is taken over by another worker."


def run(_arguments: argparse.Namespace) -> None:
    run_worker()
