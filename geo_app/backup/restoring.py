"""Restores a backup into an empty place: all of it in one transaction, or nothing."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa
from flask_babel import gettext as _

from geo_app import private_files
from geo_app.accounts import audit
from geo_app.backup.archive import opened
from geo_app.backup.checking import Checked, anchor_of, fill_and_check
from geo_app.clock import now
from geo_app.db import Database
from geo_app.errors import InvalidError
from geo_app.ledger import anchors
from geo_app.ledger.anchors import Anchor
from geo_app.readiness import is_missing_file

ACTION = "backup.restore"
# What PostGIS brings along.
NOT_OURS = frozenset({"spatial_ref_sys"})


class NotEmptyError(InvalidError):
    """The database holds tables already."""


class OtherRegisterError(InvalidError):
    """The backup does not hold what this installation's anchors say."""


class BrokenLedgerError(InvalidError):
    """The ledger in the backup was changed behind the application."""


@dataclass(frozen=True)
class Lost:
    """What was recorded after the backup was made, as far as the anchors tell."""

    entries: int
    last: Anchor


def anchor_in(file: Path) -> Anchor | None:
    """The last entry of the journal in a backup, as it says itself."""
    with opened(file) as (_archive, manifest):
        return anchor_of(manifest)


def lost_after(database: Database, number: int) -> Lost | None:
    later = [each for each in kept_anchors(database) if each.number > number]
    # The first is the audit entry of the backup itself.
    return Lost(len(later) - 1, later[-1]) if len(later) > 1 else None


def kept_anchors(database: Database) -> Iterator[Anchor]:
    if database.anchors is not None and database.anchors.exists():
        yield from anchors.read(database.anchors)


def refuse_filled(database: Database) -> None:
    """Refuse a database that holds anything: a restore never writes over a register."""
    if is_missing_file(database):
        return
    found = set(sa.inspect(database.engine).get_table_names()) - NOT_OURS
    if found:
        raise NotEmptyError(
            _(
                "There is a register in this database already. Restore into an empty place: set "
                "HOTSPOTS_DATABASE_URL to a new database, or move the old file away."
            )
        )


def refuse_other(checked: Checked) -> None:
    """Refuse a backup that is not of this register, or whose ledger is not whole."""
    if checked.report.strangers:
        raise OtherRegisterError(
            _(
                "This backup does not hold what the anchors of this installation say: it is of "
                "another register, or was rewritten. Nothing was changed."
            )
        )
    if not checked.report.whole:
        raise BrokenLedgerError(
            _(
                "The ledger in this backup is not whole: it was changed behind the application "
                "before the backup was made. Nothing was changed. Take an earlier backup."
            )
        )


def known_by(database: Database, number: int) -> list[Anchor]:
    """The anchors of this installation that a backup up to an entry must hold."""
    return [each for each in kept_anchors(database) if each.number <= number]


def restore(database: Database, file: Path) -> Checked:
    """Fill the empty database; the ledger is checked before the transaction is committed."""
    refuse_filled(database)
    if is_missing_file(database):
        private_files.make_file(Path(str(database.url.database)))
    with opened(file) as (archive, manifest), writing(database) as connection:
        anchor = anchor_of(manifest)
        noted = known_by(database, anchor.number if anchor else 0)
        checked = Checked(manifest, fill_and_check(connection, archive, manifest, noted))
        refuse_other(checked)
    begin_anchors_anew(database, anchor)
    after = {"made_at": manifest.made_at, "rows": manifest.rows, "file": file.name[:100]}
    audit.note(database, audit.SYSTEM, ACTION, "backup", after=after)
    return checked


@contextmanager
def writing(database: Database) -> Iterator[sa.Connection]:
    engine = database.engine.execution_options(hotspots_writes=True)
    with engine.begin() as connection:
        yield connection


def begin_anchors_anew(database: Database, anchor: Anchor | None) -> None:
    """Set the old anchors aside: they name what was recorded after the backup and is lost."""
    path = database.anchors
    if path is None:
        return
    if path.exists():
        path.replace(path.with_name(f"{path.name}.before-{now():%Y%m%dT%H%M%SZ}"))
    if anchor is not None:
        anchors.append(path, anchor)
