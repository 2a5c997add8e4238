"""The address of a list: filters, order, columns and view, from its first page unless a cursor is given."""

from django.http import QueryDict

LIST = "/incidents"


def address(params: QueryDict, path: str = LIST, **changed: str) -> str:
    """The list with these parameters; empty ones are left out."""
    kept = QueryDict(mutable=True)
    for name, values in params.lists():
        if name != "cursor" and name not in changed:
            kept.setlist(name, _tidy(name, [value for value in values if value]))
    for name, value in changed.items():
        if value:
            kept[name] = value
    query = kept.urlencode(safe=",")
    return f"{path}?{query}" if query else path


def without(params: QueryDict, name: str) -> str:
    kept = params.copy()
    kept.pop(name, None)
    return address(kept)


def _tidy(name: str, values: list[str]) -> list[str]:
    """A form says columns one by one; an address is shorter with all in one."""
    return [",".join(values)] if name == "columns" and values else values
