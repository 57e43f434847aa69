"""Makes a backup while others go on writing: every table as it stood at one moment."""

import hashlib
import os
import tempfile
import zipfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.orm import Session

from geo_app import schema
from geo_app.accounts import audit
from geo_app.backup.archive import (
    Manifest,
    columns_of,
    moment_text,
    write_manifest,
    write_table,
)
from geo_app.backup.checking import Checked, check_file
from geo_app.backup.key import EncryptedKey
from geo_app.backup.newest import ACTION
from geo_app.clock import now
from geo_app.db import Base, Database, snapshot
from geo_app.ledger import anchors

ROWS_AT_ONCE = 2000
# Beside the backups: the last hash of the ledger in each of them.
ANCHORS = "anchors.txt"


@dataclass(frozen=True)
class Made:
    """A backup that was written, and what checking it has shown."""

    file: Path
    sha256: str
    checked: Checked


def make(database: Database, file: Path, *, key: EncryptedKey | None = None) -> Made:
    """Write a backup, check it by restoring it elsewhere, and only then give it its name.

    The file is there whole or not at all. A register whose ledger is broken is backed up too, as
    evidence; `checked.report` says that it is.
    """
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.", suffix=".part")
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            write(database, stream, key)
            stream.flush()
            os.fsync(stream.fileno())
        checked = check_file(part)
        digest = sha256_of(part)
        part.replace(file)
    except BaseException:
        with suppress(OSError):
            part.unlink()
        raise
    if checked.anchor is not None:
        anchors.append(file.parent / ANCHORS, checked.anchor)
    note(database, file, digest, checked)
    return Made(file, digest, checked)


def write(database: Database, stream: object, key: EncryptedKey | None) -> None:
    tables = {}
    with (
        snapshot(database) as session,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive,  # type: ignore[call-overload]  # any binary stream
    ):
        head = anchors.head(session)
        for table in kept_tables():
            columns = columns_of(table)
            tables[table.name] = write_table(archive, table.name, columns, rows_of(session, table))
        if key is not None:
            key.write(archive)
        manifest = Manifest(
            made_at=moment_text(now()),
            revision=schema.revision(session.connection()) or "",
            dialect=session.get_bind().dialect.name,
            journal=(moment_text(head.at), head.number, head.row_hash) if head else None,
            tables=tables,
            with_key=key is not None,
        )
        write_manifest(archive, manifest)


def kept_tables() -> list[sa.Table]:
    """Every table but those whose rows end by themselves, in an order that references allow."""
    return [each for each in Base.metadata.sorted_tables if not each.info.get("transient")]


def rows_of(session: Session, table: sa.Table) -> sa.Result[tuple[object, ...]]:
    statement = sa.select(table).order_by(*table.primary_key.columns)
    return session.execute(statement, execution_options={"yield_per": ROWS_AT_ONCE})


def sha256_of(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def note(database: Database, file: Path, digest: str, checked: Checked) -> None:
    after = {
        "file": file.name[:100],
        "sha256": digest,
        "rows": checked.manifest.rows,
        "whole": checked.report.whole,
    }
    audit.note(database, audit.SYSTEM, ACTION, "backup", after=after)
