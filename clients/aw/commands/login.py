import sys
from typing import Annotated

import typer

from aw import printing
from aw.account import Account, remember, server_address
from aw.server import Server

Url = Annotated[
    str, typer.Option(prompt="Address of the server", envvar="AFTERWORD_URL", metavar="ADDRESS", help="Its address.")
]
Token = Annotated[
    str,
    typer.Option(
        envvar="AFTERWORD_TOKEN",
        metavar="TOKEN",
        help="Asked for unless given: what is typed here stays in the shell's history.",
    ),
]


def command(url: Url, token: Token = "") -> None:
    """Sign in: ask for the server and a token, try them, and keep them for the other commands."""
    address = server_address(url)
    secret = token or typer.prompt("Token (from your profile page)", hide_input=sys.stdin.isatty())
    chosen = Account(address, str(secret).strip())
    me = Server(chosen).get("/me")
    path = remember(chosen)
    printing.line(f"Signed in to {chosen.url} as {me['name']} ({me['role']}). Kept in {path}.")
    if chosen.is_open_to_listeners:
        printing.line("This address is not encrypted: others on the network can read the token. Use https.", "yellow")
