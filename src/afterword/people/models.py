"""People, their teams, and the ways in."""

from datetime import datetime, timedelta
from typing import ClassVar, Self

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from afterword.core import clock
from afterword.core.rows import Row


class Role(models.TextChoices):
    """What a person may do before any one incident gives them more."""

    ADMINISTRATOR = "administrator", _("Administrator")
    RESPONDER = "responder", _("Responder")
    VIEWER = "viewer", _("Viewer")


class Theme(models.TextChoices):
    SYSTEM = "system", _("Like my system")
    LIGHT = "light", _("Light")
    DARK = "dark", _("Dark")


class UserQuerySet(models.QuerySet["User"]):
    def active(self) -> Self:
        return self.filter(is_active=True)

    def administrators(self) -> Self:
        return self.active().filter(role=Role.ADMINISTRATOR)


class UserManager(BaseUserManager["User"].from_queryset(UserQuerySet)):  # type: ignore[misc]
    def get_by_natural_key(self, email: str | None) -> "User":
        user: User = self.get(email__iexact=email)
        return user


class User(Row, AbstractBaseUser):
    """A person who can sign in."""

    email = models.EmailField(_("e-mail"), max_length=254)
    name = models.CharField(_("name"), max_length=120)
    role = models.CharField(_("role"), max_length=20, choices=Role.choices, default=Role.RESPONDER)
    zone = models.CharField(_("time zone"), max_length=64, default="UTC")
    language = models.CharField(_("language"), max_length=10, blank=True, default="")
    theme = models.CharField(_("theme"), max_length=10, choices=Theme.choices, default=Theme.SYSTEM)
    is_active = models.BooleanField(default=True)
    is_demo = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=clock.now)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]
    objects = UserManager()

    class Meta:
        ordering = ("name", "id")
        constraints = (
            models.UniqueConstraint(
                Lower("email"),
                name="user_email_unique",
                violation_error_message=_("Somebody has an account with this address already."),
            ),
        )

    def __str__(self) -> str:
        return self.name or self.email

    @property
    def is_administrator(self) -> bool:
        return self.role == Role.ADMINISTRATOR

    @property
    def is_viewer(self) -> bool:
        return self.role == Role.VIEWER


class Team(Row):
    name = models.CharField(_("name"), max_length=80, unique=True)
    is_demo = models.BooleanField(default=False)
    members = models.ManyToManyField(User, through="Membership", related_name="teams")

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class Membership(Row):
    team = models.ForeignKey(Team, models.CASCADE, related_name="memberships")
    user = models.ForeignKey(User, models.CASCADE, related_name="memberships")
    is_lead = models.BooleanField(default=False)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("team", "user"), name="membership_once"),)

    def __str__(self) -> str:
        return f"{self.user} in {self.team}"


class SecretQuerySet(models.QuerySet):  # type: ignore[type-arg]
    """Rows that open a door: a token, an invitation, a sign-in link."""

    def usable(self, at: datetime) -> Self:
        return self.filter(ended_at=None).filter(models.Q(expires_at=None) | models.Q(expires_at__gt=at))


class Secret(Row):
    """Kept only as a digest; the secret itself is shown once, to the one who made it."""

    digest = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField(default=clock.now)
    expires_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)  # used up or revoked
    objects = SecretQuerySet.as_manager()

    class Meta:
        abstract = True


class ApiToken(Secret):
    user = models.ForeignKey(User, models.CASCADE, related_name="tokens")
    name = models.CharField(_("name"), max_length=80)
    last_used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-created_at",)

    def __str__(self) -> str:
        return self.name


class Invitation(Secret):
    """A link that lets one person in, by mail or handed over by hand."""

    LIFETIME: ClassVar = timedelta(days=7)
    email = models.EmailField(_("e-mail"))
    role = models.CharField(_("role"), max_length=20, choices=Role.choices, default=Role.RESPONDER)
    invited_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    accepted_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ("-created_at",)

    def __str__(self) -> str:
        return self.email


class SignInLink(Secret):
    """Signs one person in, once. Made for the demo on loopback, and by administrators for lost passwords."""

    LIFETIME: ClassVar = timedelta(hours=1)
    user = models.ForeignKey(User, models.CASCADE, related_name="+")

    def __str__(self) -> str:
        return f"link for {self.user}"
