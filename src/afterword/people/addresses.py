"""Links that are handed to people: whole, so that they can be copied into any message."""

from django.conf import settings


def sign_in_address(secret: str) -> str:
    """Where a one-time sign-in link leads."""
    return f"{settings.BASE_URL}/sign-in/{secret}"


def invitation_address(secret: str) -> str:
    return f"{settings.BASE_URL}/invitations/{secret}"
