"""Puts the rows of a backup into an empty database, inside somebody else's transaction."""

import zipfile
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

import sqlalchemy as sa
from flask_babel import gettext as _

from geo_app import schema
from geo_app.backup.archive import Manifest, NotABackupError, read_table, table_of

ROWS_AT_ONCE = 500


def fill(connection: sa.Connection, archive: zipfile.ZipFile, manifest: Manifest) -> None:
    """Make the tables as they were, fill them, and bring them to the present schema."""
    if manifest.revision not in schema.revisions():
        raise NotABackupError(
            _("This backup was made by a newer version of the service. Install that one first.")
        )
    schema.upgrade_to(connection, manifest.revision)
    for name, table in manifest.tables.items():
        target = table_of(name, table.columns)
        for rows in parts(read_table(archive, name, table)):
            connection.execute(sa.insert(target), rows)
        if connection.dialect.name == "postgresql" and "id" in table.columns:
            connection.execute(go_on_behind_last(target))
    schema.upgrade_to(connection, "head")


def parts(rows: Iterable[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    left = iter(rows)
    while part := list(islice(left, ROWS_AT_ONCE)):
        yield part


def go_on_behind_last(table: sa.TableClause) -> sa.Select[tuple[int]]:
    """Let PostgreSQL number the next row after the last."""
    last = sa.func.max(table.c.id)
    sequence = sa.func.pg_get_serial_sequence(table.name, "id")
    return sa.select(sa.func.setval(sequence, sa.func.coalesce(last, 1), last.is_not(None)))
