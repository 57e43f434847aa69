"""The file of a backup: what is in it, how values are written, and reading it back."""

import hashlib
import json
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import shapely
import sqlalchemy as sa
from flask_babel import gettext as _

from geo_app.db import Geometry, UtcDateTime
from geo_app.errors import InvalidError

PRODUCT, FORMAT = "hotspots", 1
MANIFEST, SECRET_KEY = "manifest.json", "secret_key.json"  # the name of a file
WAYS_OF_PACKING = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
# Of a manifest; a real one has some kilobytes.
LONGEST_MANIFEST = 1_000_000


class NotABackupError(InvalidError):
    """The file is none of ours, damaged, or made by a newer version."""


@dataclass(frozen=True)
class Table:
    """One table in a backup: its columns with their kinds, and what its lines come to."""

    columns: dict[str, str]
    rows: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """What a backup says of itself; `journal` is the last entry (at, number, hash), if any."""

    made_at: str
    revision: str
    dialect: str
    journal: tuple[str, int, str] | None
    tables: dict[str, Table] = field(default_factory=dict)
    with_key: bool = False

    @property
    def rows(self) -> int:
        return sum(table.rows for table in self.tables.values())


@dataclass(frozen=True)
class Kind:
    """How the values of a kind of column are written and read."""

    type: sa.types.TypeEngine[Any]
    write: Callable[[Any], Any] = lambda value: value
    read: Callable[[Any], Any] = lambda value: value


def moment_text(value: datetime) -> str:
    return value.astimezone(UTC).isoformat(timespec="microseconds")


# In this order a type is looked for: some are kinds of others.
KINDS: dict[str, Kind] = {
    "geometry": Kind(Geometry(), lambda value: shapely.to_wkb(value, hex=True), shapely.from_wkb),
    "moment": Kind(UtcDateTime(), moment_text, datetime.fromisoformat),
    "json": Kind(sa.JSON(none_as_null=True)),
    "boolean": Kind(sa.Boolean()),
    "date": Kind(sa.Date(), date.isoformat, date.fromisoformat),
    "float": Kind(sa.Double()),
    "number": Kind(sa.Numeric(14, 2), str, Decimal),
    "integer": Kind(sa.BigInteger()),
    "text": Kind(sa.Text()),
}
OF_TYPE: tuple[tuple[type[Any], str], ...] = (
    (Geometry, "geometry"),
    (UtcDateTime, "moment"),
    (sa.JSON, "json"),
    (sa.Boolean, "boolean"),
    (sa.Date, "date"),
    (sa.Float, "float"),
    (sa.Numeric, "number"),
    (sa.Integer, "integer"),
    (sa.String, "text"),
)


def kind_of(column: sa.Column[Any]) -> str:
    return next(name for type_, name in OF_TYPE if isinstance(column.type, type_))


def table_of(name: str, columns: dict[str, str]) -> sa.TableClause:
    return sa.table(name, *(sa.column(each, KINDS[kind].type) for each, kind in columns.items()))


def write_table(
    archive: zipfile.ZipFile, name: str, columns: dict[str, str], rows: Iterable[Any]
) -> Table:
    """Write the rows of a table, one a line, and say what they come to."""
    writers = [KINDS[kind].write for kind in columns.values()]
    count, digest = 0, hashlib.sha256()
    with archive.open(f"tables/{name}.jsonl", "w", force_zip64=True) as file:
        for row in rows:
            values = [
                None if value is None else write(value)
                for write, value in zip(writers, row, strict=True)
            ]
            line = json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
            file.write(line)
            digest.update(line)
            count += 1
    return Table(columns, count, digest.hexdigest())


def write_manifest(archive: zipfile.ZipFile, manifest: Manifest) -> None:
    said = {"product": PRODUCT, "format": FORMAT, **asdict(manifest)}
    archive.writestr(MANIFEST, json.dumps(said, ensure_ascii=False, indent=1))


# What reading a damaged archive, or the rows in it, ends in.
UNREADABLE = (
    zipfile.LargeZipFile,
    zlib.error,
    struct.error,
    shapely.errors.ShapelyError,
    EOFError,
    RuntimeError,
    KeyError,
    TypeError,
    ValueError,
    AttributeError,
    ArithmeticError,
)


@contextmanager
def opened(file: Path) -> Iterator[tuple[zipfile.ZipFile, Manifest]]:
    """A backup to read; a `NotABackupError` for anything else, also while it is read."""
    try:
        with reading():
            archive = zipfile.ZipFile(file)
            manifest = read_manifest(archive)
        with archive:
            yield archive, manifest
    except zipfile.BadZipFile as error:
        raise damaged(file) from error


@contextmanager
def reading() -> Iterator[None]:
    """Let whatever damage brings about be one error."""
    try:
        yield
    except UNREADABLE as error:
        raise zipfile.BadZipFile from error


def damaged(file: Path) -> NotABackupError:
    return NotABackupError(
        _(
            "“%(file)s” is damaged, or is no backup of this register. Nothing was changed.",
            file=file,
        )
    )


def read_manifest(archive: zipfile.ZipFile) -> Manifest:
    # No backup is packed otherwise, and other ways of packing fail with other errors.
    if {each.compress_type for each in archive.infolist()} - WAYS_OF_PACKING:
        raise zipfile.BadZipFile
    if archive.getinfo(MANIFEST).file_size > LONGEST_MANIFEST:
        raise zipfile.BadZipFile
    said = json.loads(archive.read(MANIFEST))
    if said.pop("product") != PRODUCT or said.pop("format") != FORMAT:
        raise zipfile.BadZipFile
    tables = {name: Table(**each) for name, each in said.pop("tables").items()}
    journal = said.pop("journal")
    if journal:
        at, number, row_hash = journal
        journal = (str(datetime.fromisoformat(at)), int(number), str(row_hash))
    return Manifest(**said, journal=journal, tables=tables)


def read_table(archive: zipfile.ZipFile, name: str, table: Table) -> Iterator[dict[str, Any]]:
    """The rows of a table; after the last, a `BadZipFile` if they are not all that was written."""
    count, digest = 0, hashlib.sha256()
    with reading():
        readers = [KINDS[kind].read for kind in table.columns.values()]
        with archive.open(f"tables/{name}.jsonl") as file:
            for line in file:
                digest.update(line)
                count += 1
                row = [
                    None if value is None else read(value)
                    for read, value in zip(readers, json.loads(line), strict=True)
                ]
                yield dict(zip(table.columns, row, strict=True))
    if (count, digest.hexdigest()) != (table.rows, table.sha256):
        raise zipfile.BadZipFile


def columns_of(table: sa.Table) -> dict[str, str]:
    return {column.name: kind_of(column) for column in table.columns}
