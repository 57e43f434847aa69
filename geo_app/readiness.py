"""Whether the service can answer and record: database, schema, plan, room on the disk, clock."""

import logging
import os
import shutil
from pathlib import Path

from flask_babel import gettext as _
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from geo_app import schema
from geo_app.clock import now
from geo_app.db import Database
from geo_app.errors import clock_error, log_trouble, service_error_from
from geo_app.indicators.models import Indicator
from geo_app.ledger.clock import moment_ahead
from geo_app.register.models import Hotspot

log = logging.getLogger(__name__)

# A day of writes, with its journal and the log, is some megabytes.
LEAST_FREE_BYTES = 50 * 1024**2
READ_ONLY = text("SELECT pg_is_in_recovery() OR current_setting('transaction_read_only')::boolean")


def problem_with(database: Database) -> str | None:
    """What keeps the service from answering, as a sentence that says what to do; None if ready."""
    # SQLite would make the missing file, empty, by looking at it.
    if is_missing_file(database):
        return _("There is no database yet. Make it with the command “hotspots init”.")
    try:
        if not schema.is_current(database):
            return _(
                "The database does not have the tables of this version. "
                "Run the command “hotspots init”."
            )
        with database.engine.connect() as connection:
            loaded = [
                connection.scalar(select(func.count()).select_from(model))
                for model in (Hotspot, Indicator)
            ]
    except DBAPIError as error:
        log_trouble(log, "the database is not ready", error)
        return str(service_error_from(error).detail)
    if not all(loaded):
        return _("The plan is not loaded. Run the command “hotspots init”.")
    return None


def problem_with_writing(database: Database, folder: Path) -> str | None:
    """What keeps the service from recording anything, though it answers; None if nothing does.

    `folder` is where the service keeps its own files.
    """
    places = [folder]
    if database.url.get_backend_name() == "sqlite":
        file = Path(str(database.url.database))
        places.append(file.parent)
        if not os.access(file, os.W_OK):
            return _("The file of the database may not be written: %(path)s.", path=file)
    for place in places:
        if place.exists() and not os.access(place, os.W_OK):
            return _("Nothing may be written in the folder %(path)s.", path=place)
        if place.exists() and shutil.disk_usage(place).free < LEAST_FREE_BYTES:
            return _(
                "The disk of %(path)s is full: less than %(least)s MB are free.",
                path=place,
                least=LEAST_FREE_BYTES // 1024**2,
            )
    with Session(database.engine) as session:
        if database.url.get_backend_name() == "postgresql" and session.scalar(READ_ONLY):
            return _("PostgreSQL takes no writes: it is a standby, or set to read only.")
        last_at = moment_ahead(session)
    return None if last_at is None else str(clock_error(now(), last_at).detail)


def is_missing_file(database: Database) -> bool:
    name = database.url.database
    if database.url.get_backend_name() != "sqlite" or not name or name == ":memory:":
        return False
    return not Path(name).exists()
