"""Brings a database to the schema that this version of the code expects."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from geo_app.db import Database

MIGRATIONS = Path(__file__).parent / "migrations"


def alembic_config(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("version_locations", str(MIGRATIONS / "versions"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


def upgrade(database: Database) -> None:
    """Run every migration that the database does not have yet, in one transaction."""
    writer = database.engine.execution_options(hotspots_writes=True)
    with writer.begin() as connection:
        upgrade_to(connection, "head")


def upgrade_to(connection: Connection, wanted: str) -> None:
    """Run the migrations up to one, in the transaction of the connection."""
    command.upgrade(alembic_config(connection), wanted)


def revision(connection: Connection) -> str | None:
    """The last migration that the database has."""
    return MigrationContext.configure(connection).get_current_revision()


def revisions() -> set[str]:
    """Every migration that this version knows."""
    known = ScriptDirectory.from_config(alembic_config()).walk_revisions()
    return {each.revision for each in known}


def is_current(database: Database) -> bool:
    """Whether the database has the schema which the code expects."""
    with database.engine.connect() as connection:
        found = revision(connection)
    return found == ScriptDirectory.from_config(alembic_config()).get_current_head()
