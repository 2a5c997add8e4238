"""The tables of an installation as its migrations describe them, whatever this release would make of them."""

from dataclasses import dataclass

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

Node = tuple[str, str]  # app and name of a migration
# Made anew after a restore; the second is the full-text table of the first.
INDEX_TABLES = ("core_searchtext", "core_searchwords")
MIGRATIONS_TABLE = "django_migrations"


@dataclass(frozen=True)
class StoredTable:
    name: str
    model: type[models.Model]  # as it was after those migrations

    @property
    def fields(self) -> "list[models.Field[object, object]]":
        return list(self.model._meta.local_concrete_fields)

    @property
    def columns(self) -> list[str]:
        return [str(field.column) for field in self.fields]


def applied_on(connection: BaseDatabaseWrapper) -> set[Node]:
    return set(MigrationLoader(connection).applied_migrations)


def unknown(nodes: set[Node]) -> set[Node]:
    """Those that this release has not: they are from a newer one."""
    return nodes - set(MigrationLoader(None).graph.nodes)


def tables_after(nodes: set[Node]) -> list[StoredTable]:
    """Every table that these migrations leave behind, by name; without the search index."""
    state = MigrationLoader(None).project_state(_last_of(nodes))
    found = {model._meta.db_table: model for model in state.apps.get_models(include_auto_created=True)}
    return [StoredTable(name, found[name]) for name in sorted(found) if name not in INDEX_TABLES]


def migrate_to(connection: BaseDatabaseWrapper, nodes: set[Node]) -> bool:
    """Bring an empty database to exactly these migrations; False when no release ever had just these."""
    executor = MigrationExecutor(connection)
    targets = _last_of(nodes)
    plan = executor.migration_plan(targets)
    if {(migration.app_label, migration.name) for migration, _ in plan} != nodes:
        return False
    executor.migrate(targets, plan=plan)
    return True


def _last_of(nodes: set[Node]) -> list[Node]:
    graph = MigrationLoader(None).graph
    known = nodes & set(graph.nodes)
    return sorted(node for node in known if not any(child.key in known for child in graph.node_map[node].children))
