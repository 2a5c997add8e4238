"""The `aw` command. What it can do stands in `aw.commands`, one file each: a `command`, or a `group` of them."""

import pkgutil
import sys
from collections.abc import Sequence
from importlib import import_module

import typer

from aw import __version__, commands
from aw.failures import Exit, Failure

ABOUT = "Afterword from the command line. Sign in once with `aw login`, or set AFTERWORD_URL and AFTERWORD_TOKEN."


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the arguments say. 0 done, 1 refused, 2 misspelt, 3 no server, 4 not signed in."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if not all(_is_text(argument) for argument in given):
        print("What was typed is not text in UTF-8.", file=sys.stderr)
        return int(Exit.USAGE)
    try:
        _app(given)(args=given, prog_name="aw")
    except Failure as failure:
        print(failure, file=sys.stderr)
        return int(failure.exit)
    return 0


def _app(given: Sequence[str]) -> typer.Typer:
    """Knows all commands by name, but loads only the one that was given: starting must be quick."""
    app = typer.Typer(
        help=ABOUT, no_args_is_help=True, rich_markup_mode=None, pretty_exceptions_enable=False, callback=_aw
    )
    names = sorted(module.name for module in pkgutil.iter_modules(commands.__path__))
    wanted = [name for name in names if given[:1] == [_typed(name)]]
    for name in wanted or names:
        module = import_module(f"{commands.__name__}.{name}")
        if hasattr(module, "group"):
            app.add_typer(module.group, name=_typed(name))
        else:
            app.command(_typed(name))(module.command)
    return app


def _typed(module: str) -> str:
    """What people type for the command in this module: `list` for list_, `follow-ups` for follow_ups."""
    return module.rstrip("_").replace("_", "-")


def _is_text(argument: str) -> bool:
    try:
        argument.encode()
    except UnicodeEncodeError:
        return False
    return True


def _version(is_wanted: bool) -> None:
    if is_wanted:
        print(f"aw {__version__}")
        raise typer.Exit


def _aw(version: bool = typer.Option(False, "--version", callback=_version, is_eager=True, help="Say which.")) -> None:
    """Only here for the options that stand before a command."""
