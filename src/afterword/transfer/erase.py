"""Deleting rows with all that hangs on them, a little at a time, so that nobody waits long for the database."""

from collections.abc import Iterator

from django.db import models, transaction
from django.db.models.fields.related import ForeignObjectRel

AT_ONCE = 500  # rows in a transaction


def erase(*rows: models.Model) -> None:
    """Delete the parts of each row, which would go with it anyway, in portions; then the rows together.

    Repeat it when it was cut off: the rows themselves go last.
    """
    for row in rows:
        for relation in _relations(type(row)):
            if getattr(relation, "on_delete", None) is models.CASCADE:
                _erase_all(_pointing_at(row, relation))
    with transaction.atomic():
        for row in rows:
            row.delete()


def is_mentioned(row: models.Model, *, apart_from: tuple[type[models.Model], ...] = ()) -> bool:
    """Whether a row of any table points at this one."""
    kinds = (each for each in _relations(type(row)) if each.related_model not in apart_from)
    return any(_pointing_at(row, each).exists() for each in kinds)


def _relations(model: type[models.Model]) -> Iterator[ForeignObjectRel]:
    """Every foreign key to this table, those of many-to-many tables among them."""
    for each in model._meta.get_fields(include_hidden=True):
        if isinstance(each, ForeignObjectRel) and not each.many_to_many:
            yield each


def _pointing_at(row: models.Model, relation: ForeignObjectRel) -> models.QuerySet[models.Model]:
    other: type[models.Model] = relation.field.model
    return other._base_manager.filter(**{relation.field.name: row})


def _erase_all(rows: models.QuerySet[models.Model]) -> None:
    while True:
        with transaction.atomic():
            portion = list(rows.values_list("pk", flat=True)[:AT_ONCE])
            rows.filter(pk__in=portion).delete()
        if len(portion) < AT_ONCE:
            return
