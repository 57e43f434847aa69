"""Drawing, in processes of its own: whoever waits for no sheet is answered meanwhile.

A drawing takes a second of pure computing and holds the interpreter's lock, so in the process that
answers it would keep everybody waiting. A request for one stands in line here with the thread that
answers it; how many may do so is bounded, for all and for each user, so that threads remain for
everything else. Nothing of a drawing is kept: a process that is killed is replaced, and what it was
drawing is drawn again.
"""

import faulthandler
import logging
import multiprocessing
import os
import signal
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager

from flask_babel import gettext as _

from geo_app.errors import TooOftenError, UnavailableError

log = logging.getLogger(__name__)

# More would take the processors from the process that answers.
WORKERS = 2
# Waiting or being drawn; `hotspots serve` has so many threads more than it has for everything else.
MOST_INSIDE = 16
EACH_USER = 8
# How soon a place is free again, more or less.
COME_BACK_SECONDS = 2
# The largest sheet takes ten on a slow machine.
LONGEST_SECONDS = 60
# As `nice`: who wants a page goes first.
BACK_SEAT = 10

Job = Callable[[], bytes]


class Drawing:
    """The processes, which begin with the first drawing, and the line before them."""

    def __init__(self) -> None:
        self.changing = threading.Lock()
        self.inside: Counter[int] = Counter()
        self.pool: ProcessPoolExecutor | None = None
        self.owner = 0

    def draw(self, user_id: int, job: Job) -> bytes:
        """What the job makes. It goes to another process: a function of a module, and values."""
        with self.place_for(user_id):
            try:
                return self.ask(job)
            except BrokenProcessPool:
                log.warning("a drawing process ended; its work is done again")
            try:
                return self.ask(job)
            except BrokenProcessPool:
                raise UnavailableError(
                    _("The drawing was broken off twice. Try again, or tell the operator.")
                ) from None

    @contextmanager
    def place_for(self, user_id: int) -> Iterator[None]:
        with self.changing:
            if self.inside[user_id] >= EACH_USER:
                raise TooOftenError(
                    _(
                        "Your account is waiting for %(count)s drawings already. "
                        "Wait until they are there and ask again.",
                        count=EACH_USER,
                    ),
                    retry_after=COME_BACK_SECONDS,
                )
            if self.inside.total() >= MOST_INSIDE:
                raise UnavailableError(
                    _("Very many sheets are being drawn right now. Ask again in a moment."),
                    retry_after=COME_BACK_SECONDS,
                )
            self.inside[user_id] += 1
        try:
            yield
        finally:
            with self.changing:
                self.inside[user_id] -= 1
                self.inside += Counter()  # leaves out who has none

    def ask(self, job: Job) -> bytes:
        pool = self.working_pool()
        try:
            return pool.submit(in_time, job).result()
        except BrokenProcessPool:
            self.forget(pool)
            raise

    def working_pool(self) -> ProcessPoolExecutor:
        with self.changing:
            # After a fork the processes are the other one's.
            if self.pool is None or self.owner != os.getpid():
                self.owner = os.getpid()
                self.pool = ProcessPoolExecutor(
                    WORKERS,
                    # A process with threads must not be forked: a lock that one holds stays shut.
                    mp_context=multiprocessing.get_context("spawn"),
                    initializer=begin_worker,
                )
            return self.pool

    def forget(self, pool: ProcessPoolExecutor) -> None:
        with self.changing:
            if self.pool is pool:
                self.pool = None

    def close(self) -> None:
        """End the processes, once they have drawn what they began."""
        with self.changing:
            pool, self.pool = self.pool, None
        if pool is not None and self.owner == os.getpid():
            pool.shutdown(cancel_futures=True)


def begin_worker() -> None:
    # Ctrl+C reaches every process of a terminal; this one is ended by its parent.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(os, "nice"):
        os.nice(BACK_SEAT)
    threading.Thread(target=end_with_parent, daemon=True).start()


def end_with_parent() -> None:
    """A parent that was killed tells nobody, and its processes would wait for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
    os._exit(1)


def in_time(job: Job) -> bytes:
    """Do the job; a process that takes too long for it ends, with where it was in the log."""
    faulthandler.dump_traceback_later(LONGEST_SECONDS, exit=True)
    try:
        return job()
    finally:
        faulthandler.cancel_dump_traceback_later()


# One for the process: tests make many applications, and a machine has so many processors.
DRAWING = Drawing()


def draw(user_id: int, job: Job) -> bytes:
    return DRAWING.draw(user_id, job)
