"""Anchors: the journal's last hash, kept where whoever edits the database does not reach.

Each committed write appends a line to a file, and the same to the log: the moment, the number of
the journal's entry and its hash. Whoever rewrites the whole ledger, or puts an old copy in its
place, would have to change that file too; it is best kept on another machine.
"""

import logging
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import event, select
from sqlalchemy.orm import Session, defer

from geo_app import private_files
from geo_app.chain_check import ROWS_AT_ONCE
from geo_app.ledger.journal import HEAD, JournalEntry

log = logging.getLogger(__name__)

# Of a writing session: the file of its anchors.
FILE = "anchors_file"
MOMENT = r"(?P<at>\d{4}-\d\d-\d\dT[\d:.]{8,15}Z)"
LINE = re.compile(rf"{MOMENT} (?P<number>\d{{1,15}}) (?P<hash>[0-9a-f]{{64}})")


@dataclass(frozen=True)
class Anchor:
    """An entry of the journal as it was noted elsewhere."""

    at: datetime
    number: int
    row_hash: str

    def __str__(self) -> str:
        at = self.at.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds")
        return f"{at}Z {self.number} {self.row_hash}"


def append(path: Path, anchor: Anchor) -> None:
    private_files.append(path, str(anchor))


def read(path: Path) -> Iterator[Anchor]:
    """The anchors of a file; a line that a crash left half written is passed over."""
    with path.open(encoding="ascii", errors="replace") as lines:
        for line in lines:
            found = LINE.fullmatch(line.rstrip("\n"))
            if found:
                at = datetime.fromisoformat(found["at"])
                yield Anchor(at, int(found["number"]), found["hash"])


@event.listens_for(Session, "after_commit")
def keep_committed(session: Session) -> None:
    committed = session.info.pop(HEAD, None)
    if committed and not session.in_nested_transaction():
        keep(session.info.get(FILE), Anchor(*committed))


def keep(path: Path | None, anchor: Anchor) -> None:
    """Note an entry that has just been committed; the write stands whether or not this works."""
    log.info("journal: %s", anchor)
    if path is None:
        return
    try:
        append(path, anchor)
    except OSError as error:
        log.error("the anchor of journal entry %s was not kept: %s", anchor.number, error)  # noqa: TRY400  # its traceback says nothing more


def head(session: Session, moment: datetime | None = None) -> JournalEntry | None:
    """The last entry of the journal, or the last that was there at a moment."""
    statement = select(JournalEntry).order_by(JournalEntry.number.desc()).limit(1)
    # Of the first one they are the whole plan, and nobody asks here.
    statement = statement.options(defer(JournalEntry.rows))
    if moment is not None:
        statement = statement.where(JournalEntry.at <= moment)
    return session.scalar(statement)


def strangers(session: Session, anchors: Iterable[Anchor]) -> list[Anchor]:
    """The anchors that are not in the journal: it was rewritten, cut, or is of another register."""
    noted: dict[int, list[Anchor]] = {}
    for anchor in anchors:
        noted.setdefault(anchor.number, []).append(anchor)
    statement = select(JournalEntry.number, JournalEntry.row_hash)
    for number, row_hash in session.execute(
        statement, execution_options={"yield_per": ROWS_AT_ONCE}
    ):
        held = [each for each in noted.pop(number, []) if each.row_hash != row_hash]
        if held:
            noted[-number] = held
    return sorted(
        (each for found in noted.values() for each in found), key=lambda each: each.number
    )
