"""Whether the service can answer: the database is there, has the present schema and the plan."""

import logging
from pathlib import Path

from flask_babel import gettext as _
from sqlalchemy import func, select
from sqlalchemy.exc import DBAPIError

from geo_app import schema
from geo_app.db import Database
from geo_app.errors import service_error_from
from geo_app.indicators.models import Indicator
from geo_app.register.models import Hotspot

log = logging.getLogger(__name__)


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
        log.error("the database is not ready", exc_info=error)  # noqa: TRY400 (as errors.py)
        return str(service_error_from(error).detail)
    if not all(loaded):
        return _("The plan is not loaded. Run the command “hotspots init”.")
    return None


def is_missing_file(database: Database) -> bool:
    name = database.url.database
    if database.url.get_backend_name() != "sqlite" or not name or name == ":memory:":
        return False
    return not Path(name).exists()
