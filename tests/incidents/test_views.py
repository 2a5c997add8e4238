import pytest

from afterword.core.errors import Invalid, NotAllowed, NotFound
from afterword.incidents.actions.views import change_view, remove_view, save_view
from afterword.incidents.columns import DEFAULT_COLUMNS
from afterword.incidents.models import SavedView
from afterword.people.actor import Actor


def test_a_view_keeps_filters_order_and_columns_and_nothing_else_of_the_address(ada: Actor) -> None:
    view = save_view(
        ada, " Bad  ones ", query="severity=SEV-1&sort=oldest&cursor=abc&utm=x&columns=tags", columns=["tags,status"]
    )

    assert (view.name, view.query, view.columns) == ("Bad ones", "severity=SEV-1&sort=oldest", ["tags", "status"])


def test_without_columns_it_has_the_usual_ones(ada: Actor) -> None:
    assert save_view(ada, "All", query="").columns == list(DEFAULT_COLUMNS)


def test_a_name_is_used_once_by_each_person(ada: Actor, bo: Actor) -> None:
    save_view(ada, "Open", query="status=open")
    save_view(bo, "Open", query="status=open")
    other = save_view(ada, "Other", query="")

    with pytest.raises(Invalid, match="already"):
        save_view(ada, "open", query="")
    with pytest.raises(Invalid, match="already"):
        change_view(ada, other, name="OPEN")


@pytest.mark.parametrize(
    ("name", "query", "columns"),
    [("", "", []), ("x" * 81, "", []), ("x", "severity=SEV-9", []), ("x", "q=" + "y" * 3000, []), ("x", "", ["size"])],
)
def test_what_can_not_be_kept_is_refused_in_words(ada: Actor, name: str, query: str, columns: list[str]) -> None:
    with pytest.raises(Invalid) as refusal:
        save_view(ada, name, query=query, columns=columns)

    assert refusal.value.message
    assert not SavedView.objects.exists()


def test_changing_leaves_what_is_not_given(ada: Actor) -> None:
    view = save_view(ada, "Bad", query="severity=SEV-1", columns=["tags"])

    change_view(ada, view, is_shared=True)

    kept = SavedView.objects.get()
    assert (kept.name, kept.query, kept.columns, kept.is_shared) == ("Bad", "severity=SEV-1", ["tags"], True)


def test_administrators_keep_order_among_shared_views_only(ada: Actor, bo: Actor, di: Actor) -> None:
    own, shared = save_view(ada, "Own", query=""), save_view(ada, "Shared", query="", is_shared=True)

    with pytest.raises(NotAllowed):
        change_view(bo, shared, name="Mine now")
    with pytest.raises((NotAllowed, NotFound)):
        remove_view(di, own)
    remove_view(di, shared)

    assert list(SavedView.objects.all()) == [own]
    assert list(SavedView.objects.visible_to(bo)) == []
