"""Forgetting the keys of old declarations."""

from datetime import timedelta

from afterword.api.models import IdempotencyKey
from afterword.core.jobs import schedule


@schedule("api.forget_keys", every=timedelta(hours=6))
def forget_keys() -> None:
    """A day after the declaration a key means nothing any more."""
    IdempotencyKey.objects.outlived().delete()
