"""Who acts. The first argument of every verb; never read from the air."""

from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Self
from uuid import UUID

from afterword.people.models import ApiToken, Membership, Team, User


class ActorKind(StrEnum):
    PERSON = "person"
    TOKEN = "token"
    INTEGRATION = "integration"
    SYSTEM = "system"


@dataclass(frozen=True, eq=False)
class Actor:
    """A person, a token of theirs, an integration, or the system itself."""

    kind: ActorKind
    label: str
    user: User | None = None
    token: ApiToken | None = field(default=None, repr=False)

    @classmethod
    def person(cls, user: User) -> Self:
        return cls(ActorKind.PERSON, str(user), user)

    @classmethod
    def of_token(cls, token: ApiToken) -> Self:
        return cls(ActorKind.TOKEN, str(token.user), token.user, token)

    @classmethod
    def integration(cls, name: str) -> Self:
        return cls(ActorKind.INTEGRATION, name)

    @classmethod
    def system(cls) -> Self:
        return cls(ActorKind.SYSTEM, "Afterword")

    @property
    def user_id(self) -> UUID | None:
        return self.user.pk if self.user else None

    @property
    def is_system(self) -> bool:
        """The system and integrations act on behalf of the installation, not of a person."""
        return self.kind in (ActorKind.SYSTEM, ActorKind.INTEGRATION)

    @property
    def is_active(self) -> bool:
        return self.is_system or bool(self.user and self.user.is_active)

    @property
    def is_administrator(self) -> bool:
        return bool(self.user and self.user.is_active and self.user.is_administrator)

    @property
    def is_responder(self) -> bool:
        """May work on incidents that are open to all: administrators and responders."""
        return bool(self.user and self.user.is_active and not self.user.is_viewer)

    @cached_property
    def team_ids(self) -> frozenset[UUID]:
        if self.user is None:
            return frozenset()
        return frozenset(Membership.objects.filter(user=self.user).values_list("team_id", flat=True))

    def leads(self, team: Team) -> bool:
        return Membership.objects.filter(user=self.user_id, team=team, is_lead=True).exists()

    def __str__(self) -> str:
        return self.label
