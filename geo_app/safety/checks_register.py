"""The checks of the register itself: clock, room on the disk, guards of the ledger."""

from datetime import timedelta
from pathlib import Path

from flask_babel import gettext as _
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from geo_app import readiness
from geo_app.backup.newest import newest
from geo_app.clock import now
from geo_app.db import Database
from geo_app.i18n import show_moment
from geo_app.ledger.guards import missing_guards
from geo_app.safety.findings import Finding, Surroundings, not_checked, ok, unsafe


def database_of(around: Surroundings) -> Database:
    found: Database = around.app.extensions["database"]
    return found


def check_writing(around: Surroundings) -> Finding:
    about = _("Recording")
    database = database_of(around)
    if readiness.problem_with(database):
        return not_checked(about, _("The database cannot be asked."))
    problem = readiness.problem_with_writing(database, Path(around.app.instance_path))
    if problem:
        return unsafe(about, problem)
    return ok(about, _("The clock is right, and there is room on the disk."))


# A day, and what a machine that was off over night may be late.
OLDEST_BACKUP = timedelta(days=2)


def check_backup(around: Surroundings) -> Finding:
    about = _("Newest backup")
    database = database_of(around)
    if readiness.problem_with(database):
        return not_checked(about, _("The database cannot be asked."))
    with Session(database.engine) as session:
        made = newest(session)
    if made is None:
        return unsafe(
            about, _("None was made yet: schedule “hotspots backup FOLDER --keep 30” each night.")
        )
    if now() - made > OLDEST_BACKUP:
        return unsafe(
            about,
            _(
                "It is of %(moment)s: “hotspots backup” has not run since, or its ledger was not "
                "whole.",
                moment=show_moment(made),
            ),
        )
    return ok(about, _("It is of %(moment)s.", moment=show_moment(made)))


def check_guards(around: Surroundings) -> Finding:
    about = _("Guards of the ledger")
    database = database_of(around)
    if readiness.is_missing_file(database):
        return not_checked(about, _("There is no file to look at."))
    try:
        with database.engine.connect() as connection:
            missing = missing_guards(connection)
    except DBAPIError:
        return not_checked(about, _("The database cannot be asked."))
    if missing:
        return unsafe(
            about,
            _(
                "Missing or changed: %(names)s. Somebody has changed the database by hand; run "
                "“hotspots verify”, and restore a backup if it finds more.",
                names=", ".join(missing),
            ),
        )
    return ok(about, _("All there: the database refuses to change what was recorded."))
