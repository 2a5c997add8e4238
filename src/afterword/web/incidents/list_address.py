"""The address of a list: filters, order, columns and view, from its first page unless a cursor is given."""

from django.http import QueryDict

from afterword.incidents.filter_params import FILTERS

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


def of_filters(params: QueryDict) -> QueryDict:
    """The filters alone, as the board and the calendar take them."""
    kept = QueryDict(mutable=True)
    for name in FILTERS:
        if values := [value for value in params.getlist(name) if value]:
            kept.setlist(name, values)
    return kept


def _tidy(name: str, values: list[str]) -> list[str]:
    """A form says columns one by one; an address is shorter with all in one."""
    return [",".join(values)] if name == "columns" and values else values
