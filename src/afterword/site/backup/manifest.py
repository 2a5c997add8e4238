"""What a backup says of itself."""

import json
from dataclasses import asdict, dataclass, field
from typing import Any

FORMAT = 1


@dataclass(frozen=True)
class Member:
    """One file inside the backup, as it must be."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True)
class Table:
    """The columns, in the order of the rows' values, and how many rows there are."""

    columns: list[str]
    rows: int


@dataclass
class Manifest:
    version: str  # of Afterword
    database: str  # the kind that it was read from
    made_at: str
    migrations: list[list[str]]  # app and name of each that was applied
    has_files: bool = True  # not when they are in an object store, which stays where it is
    tables: dict[str, Table] = field(default_factory=dict)
    members: list[Member] = field(default_factory=list)
    format: int = FORMAT

    @property
    def rows(self) -> int:
        return sum(table.rows for table in self.tables.values())

    @property
    def files(self) -> int:
        return sum(member.name.startswith("files/") for member in self.members)

    @property
    def size(self) -> int:
        """Bytes of everything, unpacked."""
        return sum(member.size for member in self.members)

    def written(self) -> bytes:
        return json.dumps(asdict(self), indent=1).encode()

    @classmethod
    def read(cls, content: bytes) -> "Manifest":
        """ValueError, TypeError or KeyError when it is none."""
        given: dict[str, Any] = json.loads(content)
        given["tables"] = {name: Table(**table) for name, table in given["tables"].items()}
        given["members"] = [Member(**member) for member in given["members"]]
        return cls(**given)
