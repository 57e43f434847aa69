"""The checks of files, environment and database."""

import os
import stat
from pathlib import Path

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, func, select
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError

from geo_app.accounts.models import User
from geo_app.accounts.permissions import PERMISSIONS, Action
from geo_app.config import SECRET_KEY_FILE
from geo_app.db import Database
from geo_app.readiness import is_missing_file
from geo_app.safety.findings import Finding, Surroundings, not_checked, ok, unsafe

NOT_ITS_OWNER = stat.S_IRWXG | stat.S_IRWXO


def open_to_others(path: Path) -> int:
    """The rights on a file or folder of those who do not own it."""
    return stat.S_IMODE(path.stat().st_mode) & NOT_ITS_OWNER


def check_key_file(around: Surroundings) -> Finding:
    about = _("File of the secret key")
    path = Path(around.app.instance_path) / SECRET_KEY_FILE
    if not path.exists():
        return ok(about, _("The key is a setting; no file holds it."))
    if os.name != "posix":
        return not_checked(
            about, _("Let nobody but the service's account read “%(path)s”.", path=path)
        )
    if open_to_others(path):
        return unsafe(
            about,
            _("Others can read “%(path)s”: run chmod 600 on it and make a new key.", path=path),
        )
    return ok(about, _("Only its owner reads it. Keep a copy apart from the backups."))


def check_instance_folder(around: Surroundings) -> Finding:
    about = _("Instance folder")
    path = Path(around.app.instance_path)
    if os.name != "posix" or not path.exists():
        return not_checked(
            about, _("Let nobody but the service's account read “%(path)s”.", path=path)
        )
    if open_to_others(path):
        return unsafe(about, _("Others can look into “%(path)s”: run chmod 700 on it.", path=path))
    return ok(about, _("Only its owner looks into it."))


def check_database_file(around: Surroundings) -> Finding:
    about = _("Database file")
    database: Database = around.app.extensions["database"]
    name = database.url.database
    if database.url.get_backend_name() != "sqlite":
        return not_checked(about, _("PostgreSQL keeps its own files; ask who may read them there."))
    if os.name != "posix" or not name or name == ":memory:" or is_missing_file(database):
        return not_checked(about, _("There is no file to look at."))
    path = Path(name)
    # A folder that others cannot enter keeps the files in it, whatever their own rights.
    if open_to_others(path) and open_to_others(path.resolve().parent):
        return unsafe(about, _("Others can read “%(path)s”: run chmod 600 on it.", path=path))
    return ok(about, _("Only its owner reads it."))


def check_database_password(_around: Surroundings) -> Finding:
    about = _("Password of the database")
    address = os.environ.get("HOTSPOTS_DATABASE_URL")
    if address and make_url(address).password:
        return unsafe(
            about,
            _(
                "It stands in HOTSPOTS_DATABASE_URL, which other programs of the account can read. "
                "Keep it in PostgreSQL's password file (~/.pgpass, chmod 600) instead."
            ),
        )
    return ok(about, _("It does not stand in the environment."))


ADMINISTRATORS = tuple(
    role for role, actions in PERMISSIONS.items() if Action.MANAGE_ACCOUNTS in actions
)


def count_administrators(around: Surroundings, *conditions: ColumnElement[bool]) -> int | None:
    """How many active ones there are; None where the database cannot be asked."""
    database: Database = around.app.extensions["database"]
    wanted = select(func.count()).where(User.active, User.role.in_(ADMINISTRATORS), *conditions)
    if is_missing_file(database):
        return None
    try:
        with database.engine.connect() as connection:
            return connection.scalar(wanted) or 0
    except DBAPIError:
        return None


def check_second_factor(around: Surroundings) -> Finding:
    about = _("Second factor")
    if around.app.config["SECOND_FACTOR_ROLES"].issuperset(ADMINISTRATORS):
        return ok(about, _("Administrators cannot do without it."))
    without = count_administrators(around, User.factor_since.is_(None))
    if without is None:
        return not_checked(about, _("The database cannot be asked."))
    if without:
        return unsafe(
            about,
            _(
                "Administrators without one: %(count)s. A stolen password would be enough. Set "
                "HOTSPOTS_SECOND_FACTOR_ROLES=admin, better with dolisa.",
                count=without,
            ),
        )
    return ok(about, _("Every administrator has one."))


def check_administrators(around: Surroundings) -> Finding:
    about = _("Administrators")
    count = count_administrators(around)
    if count is None:
        return not_checked(about, _("The database cannot be asked."))
    if not count:
        return unsafe(
            about,
            _(
                "Nobody can lock an account when that is needed. Add one with: "
                "hotspots user first-admin"
            ),
        )
    return ok(about, _("Number of active ones: %(count)s.", count=count))
