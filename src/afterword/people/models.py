"""People, their teams, and the ways in."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, ClassVar, Self, TypeVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from afterword.core import clock
from afterword.core.rows import Row
from afterword.people.secrets import digest_of
from afterword.people.zones import known_zone

if TYPE_CHECKING:
    from afterword.people.actor import Actor


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

    def visible_to(self, actor: "Actor") -> Self:
        """Everyone signed in sees everyone: one has to be able to ask for help."""
        return self if actor.is_active else self.none()


class UserManager(BaseUserManager["User"].from_queryset(UserQuerySet)):  # type: ignore[misc]
    def get_by_natural_key(self, email: str | None) -> "User":
        user: User = self.get(email__iexact=email)
        return user


class User(Row, AbstractBaseUser):
    """A person who can sign in."""

    email = models.EmailField(_("e-mail"), max_length=254)
    name = models.CharField(_("name"), max_length=120)
    role = models.CharField(_("role"), max_length=20, choices=Role.choices, default=Role.RESPONDER)
    zone = models.CharField(_("time zone"), max_length=64, default="UTC", validators=[known_zone])
    language = models.CharField(_("language"), max_length=10, blank=True, default="")
    theme = models.CharField(_("theme"), max_length=10, choices=Theme.choices, default=Theme.SYSTEM)
    is_active = models.BooleanField(default=True)
    is_demo = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=clock.now)
    session_epoch = models.PositiveIntegerField(default=0, editable=False)  # raising it ends every session

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

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """What each session holds and Django compares on every request: it follows the password and the epoch."""
        kept = f"{self.password}/{self.session_epoch}"
        return salted_hmac("afterword.people.session", kept, secret=secret, algorithm="sha256").hexdigest()

    @property
    def is_administrator(self) -> bool:
        return self.role == Role.ADMINISTRATOR

    @property
    def is_viewer(self) -> bool:
        return self.role == Role.VIEWER


class TeamQuerySet(models.QuerySet["Team"]):
    def visible_to(self, actor: "Actor") -> Self:
        return self if actor.is_active else self.none()

    def offered(self, *, beside: "Iterable[Team]" = ()) -> Self:
        """Those to choose from: not the retired, except where one was chosen before (`beside`)."""
        return self.filter(models.Q(retired_at=None) | models.Q(pk__in=[each.pk for each in beside]))


class Team(Row):
    name = models.CharField(_("name"), max_length=80, unique=True)
    about = models.TextField(_("what it looks after"), blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    retired_at = models.DateTimeField(null=True, blank=True)
    is_demo = models.BooleanField(default=False)
    members = models.ManyToManyField(User, through="Membership", related_name="teams")
    objects = TeamQuerySet.as_manager()

    class Meta:
        ordering = ("position", "name")

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


SecretT = TypeVar("SecretT", bound="Secret")


class SecretQuerySet(models.QuerySet[SecretT]):
    """Rows that open a door: a token, an invitation, a sign-in link."""

    def usable(self, at: datetime) -> Self:
        return self.filter(ended_at=None).filter(models.Q(expires_at=None) | models.Q(expires_at__gt=at))

    def opened_by(self, secret: str) -> Self:
        """The one row that this secret opens now, or none."""
        return self.usable(clock.now()).filter(digest=digest_of(secret))


class Secret(Row):
    """Kept only as a digest; the secret itself is shown once, to the one who made it."""

    digest = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField(default=clock.now)
    expires_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)  # used up or revoked

    class Meta:
        abstract = True


class ApiTokenQuerySet(SecretQuerySet["ApiToken"]):
    def visible_to(self, actor: "Actor") -> Self:
        """One's own; an administrator sees that others have some, to take them away."""
        if actor.is_system or actor.is_administrator:
            return self
        return self.filter(user=actor.user_id) if actor.is_active else self.none()


class ApiToken(Secret):
    user = models.ForeignKey(User, models.CASCADE, related_name="tokens")
    name = models.CharField(_("name"), max_length=80)
    last_used_at = models.DateTimeField(null=True, blank=True)
    objects = ApiTokenQuerySet.as_manager()

    class Meta:
        ordering = ("-created_at",)

    def __str__(self) -> str:
        return self.name


class InvitationQuerySet(SecretQuerySet["Invitation"]):
    def visible_to(self, actor: "Actor") -> Self:
        return self if actor.is_system or actor.is_administrator else self.none()


class Invitation(Secret):
    """A link that lets one person in, by mail or handed over by hand."""

    LIFETIME: ClassVar = timedelta(days=7)
    email = models.EmailField(_("e-mail"))
    role = models.CharField(_("role"), max_length=20, choices=Role.choices, default=Role.RESPONDER)
    invited_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    accepted_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ("-created_at",)

    def __str__(self) -> str:
        return self.email


class SignInLinkQuerySet(SecretQuerySet["SignInLink"]):
    """Nobody looks at these; they are only opened."""


class SignInLink(Secret):
    """Signs one person in, once. Made for the demo on loopback, and by administrators for lost passwords."""

    LIFETIME: ClassVar = timedelta(hours=1)
    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    objects = SignInLinkQuerySet.as_manager()

    def __str__(self) -> str:
        return f"link for {self.user}"
