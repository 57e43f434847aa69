"""Checks a backup by restoring it into a database that is thrown away."""

import tempfile
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from geo_app.backup.archive import Manifest, damaged, opened
from geo_app.backup.filling import fill
from geo_app.db import Database
from geo_app.ledger.anchors import Anchor
from geo_app.ledger.verification import Report, check


@dataclass(frozen=True)
class Checked:
    """What a backup says of itself, and what its ledger is when it has been restored."""

    manifest: Manifest
    report: Report

    @property
    def anchor(self) -> Anchor | None:
        return anchor_of(self.manifest)


def anchor_of(manifest: Manifest) -> Anchor | None:
    if manifest.journal is None:
        return None
    at, number, row_hash = manifest.journal
    return Anchor(datetime.fromisoformat(at), number, row_hash)


def check_file(file: Path, noted: Iterable[Anchor] = ()) -> Checked:
    """Restore a backup elsewhere and check the ledger there, with anchors noted outside it.

    Raises a `NotABackupError` for a file that cannot be restored.
    """
    with (
        tempfile.TemporaryDirectory(prefix="hotspots-check-") as folder,
        opened(file) as (archive, manifest),
    ):
        database = Database(f"sqlite:///{Path(folder) / 'check.sqlite'}")
        try:
            writer = database.engine.execution_options(hotspots_writes=True)
            with writer.connect() as connection, connection.begin() as everything:
                report = fill_and_check(connection, archive, manifest, noted)
                everything.rollback()
        except IntegrityError as error:
            # Rows that no register has: somebody put them together by hand.
            raise damaged(file) from error
        finally:
            database.engine.dispose()
    return Checked(manifest, report)


def fill_and_check(
    connection: sa.Connection, archive: zipfile.ZipFile, manifest: Manifest, noted: Iterable[Anchor]
) -> Report:
    """Fill an empty database and check its ledger before anything is committed."""
    fill(connection, archive, manifest)
    known = [anchor for anchor in (anchor_of(manifest),) if anchor is not None]
    with Session(connection) as session:
        return check(session, [*known, *noted])
