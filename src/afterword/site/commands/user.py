"""Make accounts: afterword user create --email E --password P [--admin]."""

import argparse
import getpass

from afterword.access.actions.create_user import create_user
from afterword.people.actor import Actor
from afterword.people.models import Role


def add_arguments(parser: argparse.ArgumentParser) -> None:
    create = parser.add_subparsers(metavar="ACTION", required=True).add_parser("create", help="Make an account.")
    create.add_argument("--email", required=True)
    create.add_argument("--password", help="asked for when not given, which keeps it out of the list of processes")
    create.add_argument("--name", default="", help="shown to others; without it, what stands before the @")
    create.add_argument("--admin", action="store_true", help="an administrator; otherwise a responder")


def run(arguments: argparse.Namespace) -> None:
    password = arguments.password if arguments.password is not None else getpass.getpass()
    role = Role.ADMINISTRATOR if arguments.admin else Role.RESPONDER
    user = create_user(Actor.system(), email=arguments.email, name=arguments.name, password=password, role=role)
    print(f"{user.email} can sign in.")
