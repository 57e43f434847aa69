"""Rows of the audit that are written a little after the request, together, at a fixed rhythm.

Writing a row takes milliseconds. Where a request does it, before its answer or after, the time of
that answer or of the next on the connection tells that there was something to record. Here a
request only leaves a note in the memory of the process; a thread writes what has gathered.
"""

import atexit
import logging
import threading
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import Flask

from geo_app import db
from geo_app.accounts import audit
from geo_app.errors import log_trouble

log = logging.getLogger(__name__)

RHYTHM_SECONDS = 2.0
# Some megabytes; more only gathers while the database cannot be written.
MOST_WAITING = 10_000


@dataclass(frozen=True)
class Note:
    actor: audit.Actor
    action: str
    subject: str
    after: dict[str, Any]
    address: str | None


class LateNotes:
    """What one application has still to write; its thread starts with the first note."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.waiting: list[Note] = []
        self.lost = 0
        self.passed_over: Counter[str] = Counter()
        # Held for moments by requests, and by `flush` while it writes.
        self.changing, self.writing = threading.Lock(), threading.Lock()
        self.thread: threading.Thread | None = None
        self.stopped = threading.Event()

    def add(self, notes: Sequence[Note]) -> None:
        if not notes:
            return
        with self.changing:
            room = MOST_WAITING - len(self.waiting)
            self.waiting += notes[:room]
            self.lost += len(notes[room:])
            # After a fork the thread is the other process's.
            if self.thread is None or not self.thread.is_alive():
                self.start()

    def pass_over(self, name: str, count: int) -> None:
        """Have the log say, by and by, how many of a user's were left out on purpose."""
        with self.changing:
            self.passed_over[name] += count

    def start(self) -> None:
        self.thread = threading.Thread(target=self.run, name="late notes", daemon=True)
        self.thread.start()
        atexit.register(self.flush)

    def run(self) -> None:
        # By the clock and not by what came in, or the moment of writing would tell when that was.
        while not self.stopped.wait(RHYTHM_SECONDS - time.monotonic() % RHYTHM_SECONDS):
            self.flush()

    def flush(self) -> None:
        """Write what waits; when this returns, nothing that was added before is on its way."""
        with self.writing:
            with self.changing:
                notes, self.waiting = self.waiting, []
                lost, self.lost = self.lost, 0
                passed_over, self.passed_over = self.passed_over, Counter()
            if lost:
                log.error("%s refusals were not recorded: too many wait already", lost)
            for name, count in passed_over.items():
                log.warning("%s refusals of %s were not recorded: too many a minute", count, name)
            if notes:
                self.write(notes)

    def write(self, notes: list[Note]) -> None:
        with self.app.app_context():
            try:
                with db.database().transaction() as session:
                    for note in notes:
                        audit.record(
                            session,
                            note.actor,
                            note.action,
                            note.subject,
                            after=note.after,
                            address=note.address,
                        )
            except Exception as error:  # noqa: BLE001  # the thread goes on with the next
                log_trouble(log, f"{len(notes)} refusals could not be recorded", error)
                for note in notes:
                    log.warning("not recorded: %s %s %s", note.actor.name, note.subject, note.after)

    def stop(self) -> None:
        """End the thread without writing what waits, where an application ends before its process.

        At the end of the process itself what waits is written.
        """
        self.stopped.set()
        if self.thread is not None:
            self.thread.join()
            atexit.unregister(self.flush)
