import re
from collections.abc import Callable

from django.test import Client

from afterword.people.actor import Actor


def test_the_help_names_every_key_of_the_rail(client_of: Callable[[Actor | None], Client], ada: Actor) -> None:
    page = client_of(ada).get("/").content.decode()

    keys = set(re.findall(r'data-key="g (\w)"', page))
    assert "r" in keys
    assert set(re.findall(r"<kbd>g</kbd> <kbd>(\w)</kbd>", page)) == keys
