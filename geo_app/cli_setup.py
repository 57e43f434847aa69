"""`hotspots init`."""

from pathlib import Path

import click
from sqlalchemy import func, select

from geo_app import private_files, readiness, schema
from geo_app.accounts import welcome
from geo_app.accounts.models import User
from geo_app.cli_service import database_of, service
from geo_app.cli_text import gettext as _
from geo_app.db import Database
from geo_app.register.loading import load_plan


@click.command(
    help=_("Make the database, bring it to the present schema and load the plan. Safe to repeat.")
)
@click.option("--quiet", is_flag=True, help=_("Say nothing unless something is wrong."))
def init(*, quiet: bool) -> None:
    def say(sentence: str) -> None:
        if not quiet:
            click.echo(sentence)

    with service(ready=False) as app:
        database = database_of(app)
        changed = prepare_schema(database)
        if changed:
            say(_("The tables were made or brought up to date."))
        added = load_plan(database)
        if any(added):
            say(
                _(
                    "The plan was loaded: %(hotspots)s hotspots and %(indicators)s indicators.",
                    **added._asdict(),
                )
            )
        if not changed and not any(added):
            say(_("Everything is in place already; nothing was changed."))
        if not count_users(database):
            # A second run changes nothing, so it does not make another code either.
            code = welcome.code_for_first_admin(database) if changed and not quiet else None
            say(welcome.first_admin_sentence(code))


def prepare_schema(database: Database) -> bool:
    """Make or upgrade the tables; whether there was anything to do."""
    if readiness.is_missing_file(database):
        private_files.make_file(Path(str(database.url.database)))
    elif schema.is_current(database):
        return False
    schema.upgrade(database)
    return True


def count_users(database: Database) -> int:
    with database.engine.connect() as connection:
        return connection.scalar(select(func.count()).select_from(User)) or 0
