"""Make API tokens: afterword token create --user E prints the token, and nothing else."""

import argparse

from afterword.access.actions.create_token import create_token
from afterword.core.errors import NotFound
from afterword.people.actor import Actor
from afterword.people.models import User


def add_arguments(parser: argparse.ArgumentParser) -> None:
    create = parser.add_subparsers(metavar="ACTION", required=True).add_parser("create", help="Make a token.")
    create.add_argument("--user", required=True, metavar="EMAIL", help="whose rights the token has")
    create.add_argument("--name", default="command line", help="what it is for")


def run(arguments: argparse.Namespace) -> None:
    user = User.objects.active().filter(email__iexact=arguments.user).first()
    if user is None:
        raise NotFound(f"Nobody with the address {arguments.user} has an account here.")
    _, secret = create_token(Actor.system(), user, name=arguments.name)
    print(secret)
