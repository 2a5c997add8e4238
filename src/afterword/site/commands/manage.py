"""Django's own commands, for operators: afterword manage shell, dbshell, check ..."""

import argparse

from django.core.management import ManagementUtility


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("rest", nargs=argparse.REMAINDER, metavar="COMMAND ...")


def run(arguments: argparse.Namespace) -> None:
    ManagementUtility(["afterword manage", *arguments.rest]).execute()
