"""What the commands work with: the application, its log, and files that are whole or absent."""

import errno
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path

from flask import Flask

from geo_app import create_app, i18n, readiness
from geo_app.cli_errors import Refused, in_sentences
from geo_app.cli_log import log_in
from geo_app.db import Database


@contextmanager
def service(*, ready: bool = True, log_to_file: bool = True) -> Iterator[Flask]:
    """The application, in Vietnamese, on a database that is ready unless told otherwise.

    What it logs stays off the screen.
    """
    app = create_app()
    log_file = log_in(Path(app.instance_path)) if log_to_file else nullcontext()
    database = database_of(app)
    try:
        with app.app_context(), log_file, in_sentences():
            problem = readiness.problem_with(database) if ready else None
            if problem:
                raise Refused(problem)
            yield app
    finally:
        database.engine.dispose()


@contextmanager
def words() -> Iterator[None]:
    """The words of the interface alone: no settings are read and no database is opened."""
    app = Flask("geo_app")
    app.config["BABEL_DEFAULT_LOCALE"] = "vi"
    i18n.init_app(app)
    with app.app_context(), in_sentences():
        yield


def database_of(app: Flask) -> Database:
    found: Database = app.extensions["database"]
    return found


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that it is there whole or, when anything fails, as it was before."""
    if not path.parent.is_dir():
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(path.parent))
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        part.chmod(0o666 & ~current_umask())
        part.replace(path)
    except BaseException:
        with suppress(OSError):
            part.unlink()
        raise


def current_umask() -> int:
    """The process's own; it can only be read by setting it."""
    umask = os.umask(0o077)
    os.umask(umask)
    return umask
