"""Start the server: pages, API and live updates on one port, and the worker."""

import argparse

from afterword.site.serve import serve


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.description = "Settings come from the environment: PORT, HOST, AFTERWORD_DATA, DATABASE_URL and others."


def run(_arguments: argparse.Namespace) -> None:
    serve()
