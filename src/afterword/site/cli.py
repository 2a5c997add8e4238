"""The `afterword` command. What it can do stands in `afterword.site.commands`, one file each."""

import argparse
import os
import pkgutil
import sys
from collections.abc import Sequence
from importlib import import_module
from types import ModuleType

import django

from afterword.site import commands
from afterword.site.refusals import sentence_for

OLDEST_PYTHON = (3, 11)


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the arguments say; 0, or 1 after one sentence on stderr, or 2 when they make no sense."""
    if sys.version_info < OLDEST_PYTHON:
        return _refuse(f"Afterword needs Python 3.11 or newer; this is {sys.version.split()[0]}.")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "afterword.site.settings")
    given = list(sys.argv[1:] if arguments is None else arguments)
    try:
        django.setup()
        parsed = _parser(given).parse_args(given)
        parsed.run(parsed)
    except KeyboardInterrupt:
        return 130
    except Exception as error:
        sentence = sentence_for(error)
        if sentence is None:
            raise
        return _refuse(sentence)
    return 0


def _parser(given: Sequence[str]) -> argparse.ArgumentParser:
    """Knows all commands by name, but loads only the one that was given: starting must be quick."""
    parser = argparse.ArgumentParser(prog="afterword", description="Incidents and postmortems on your own server.")
    choices = parser.add_subparsers(metavar="COMMAND", required=True)
    names = [module.name for module in pkgutil.iter_modules(commands.__path__)]
    wanted = [name for name in names if given[:1] == [_typed(name)]]
    for name in wanted or names:
        module = import_module(f"{commands.__name__}.{name}")
        command = choices.add_parser(_typed(name), help=_first_line(module), description=_first_line(module))
        module.add_arguments(command)
        command.set_defaults(run=module.run)
    return parser


def _typed(module_name: str) -> str:
    return module_name.rstrip("_").replace("_", "-")  # import_ and its like are words of Python


def _first_line(module: ModuleType) -> str:
    return (module.__doc__ or "").partition("\n")[0]


def _refuse(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return 1
