"""The log of a command: in the instance folder, so that the screen shows sentences only."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from geo_app import private_files
from geo_app.logs import prepared

LOG_FILE = "hotspots.log"


@contextmanager
def log_in(folder: Path) -> Iterator[None]:
    logger = logging.getLogger("geo_app")
    before = list(logger.handlers)
    handler = file_handler(folder)
    logger.handlers[:] = [handler]
    try:
        yield
    finally:
        logger.handlers[:] = before
        handler.close()


def file_handler(folder: Path) -> logging.Handler:
    try:
        private_files.make_file(folder / LOG_FILE)
        handler = logging.FileHandler(folder / LOG_FILE, encoding="utf-8")
    except OSError:
        # A folder that cannot be written must not hide what the command has to say.
        return logging.NullHandler()
    return prepared(handler)
