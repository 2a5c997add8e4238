"""Who sees a private incident, as one piece of SQL."""

from typing import Any, TypeVar
from uuid import UUID

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BooleanField, F, Func, Q, QuerySet, UUIDField
from django.db.models.sql.compiler import SQLCompiler

from afterword.people.actor import Actor

RowsT = TypeVar("RowsT", bound=QuerySet[Any])

# Not EXISTS: PostgreSQL reckons with one look for each incident, and compiles the statement for longer than it runs.
_SQL = """(
    ({commander} IS NOT NULL AND {commander} = %s)
    OR ({declared_by} IS NOT NULL AND {declared_by} = %s)
    OR ({incident} IS NOT NULL AND (
        {incident} IN (SELECT incident_id FROM incidents_responder WHERE user_id = %s AND left_at IS NULL)
        OR {incident} IN (
            SELECT incident_id FROM incidents_incidentmember
            WHERE user_id = %s OR team_id IN (SELECT team_id FROM people_membership WHERE user_id = %s)
        )
    ))
)"""


def seen_by(actor: Actor, rows: RowsT, incident: str = "") -> RowsT:
    """Those of incidents that the actor may see: open ones for everyone signed in, private ones for those on them.

    Administrators are no exception. `incident` is the path to it, if the rows are not incidents themselves.
    """
    if actor.is_system:
        return rows
    if actor.user is None or not actor.is_active:
        return rows.none()
    is_open = Q(**{f"{incident}__is_private" if incident else "is_private": False})
    return rows.filter(is_open | Q(HasPart(actor.user.pk, incident)))


class HasPart(Func):
    """Whether a person commands, declared, works on or was given sight of the incident: true or false, never null.

    Nearly every request asks it, some of them four times. Put together from querysets it took Django longer than
    the database needed for the whole request, hence the SQL. `incident` is the path to it, if it is not the row itself.
    """

    def __init__(self, person: UUID, incident: str = "") -> None:
        path = f"{incident}__" if incident else ""
        columns = (F(f"{path}pk"), F(f"{path}commander"), F(f"{path}declared_by"))
        super().__init__(*columns, output_field=BooleanField())
        self.person = person

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **_: Any) -> tuple[str, list[Any]]:  # type: ignore[override]
        incident, commander, declared_by = (compiler.compile(each)[0] for each in self.get_source_expressions())
        sql = _SQL.format(incident=incident, commander=commander, declared_by=declared_by)
        return sql, [UUIDField().get_db_prep_value(self.person, connection)] * 5
