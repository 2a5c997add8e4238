"""Start the server: pages, API and live updates on one port, and the worker."""

import argparse
from importlib import import_module


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.description = "Settings come from the environment: PORT, HOST, AFTERWORD_DATA, DATABASE_URL and others."
    words = "serve the sockets below /live/ and nothing else, beside others that serve the pages"
    parser.add_argument("--live-only", action="store_true", help=words)


def run(arguments: argparse.Namespace) -> None:
    """What the other kind of process needs is not even imported."""
    import_module("afterword.site.live_process" if arguments.live_only else "afterword.site.serve").serve()
