"""`hotspots init` and `hotspots serve`."""

import errno
import signal
import sys
from pathlib import Path
from typing import Any

import click
from flask import Flask
from sqlalchemy import func, select

from geo_app import readiness, schema
from geo_app.accounts import welcome
from geo_app.accounts.models import User
from geo_app.cli_errors import Misused, Refused
from geo_app.cli_service import database_of, service
from geo_app.cli_text import gettext as _
from geo_app.config import LARGEST_REQUEST_BYTES
from geo_app.db import Database
from geo_app.register.loading import load_plan

THREADS = 8
HIGHEST_PORT = 65535
# Above what the application takes: up to here it refuses with a page of its own.
LARGEST_TAKEN_BYTES = 4 * LARGEST_REQUEST_BYTES


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
        rows = load_plan(database)
        if rows:
            say(_("The plan was loaded: %(rows)s hotspots and indicators.", rows=rows))
        if not changed and not rows:
            say(_("Everything is in place already; nothing was changed."))
        if not count_users(database):
            # A second run changes nothing, so it does not make another code either.
            code = welcome.code_for_first_admin(database) if changed and not quiet else None
            say(welcome.first_admin_sentence(code))


def prepare_schema(database: Database) -> bool:
    """Make or upgrade the tables; whether there was anything to do."""
    if readiness.is_missing_file(database):
        Path(str(database.url.database)).parent.mkdir(parents=True, exist_ok=True)
    elif schema.is_current(database):
        return False
    schema.upgrade(database)
    return True


def count_users(database: Database) -> int:
    with database.engine.connect() as connection:
        return connection.scalar(select(func.count()).select_from(User)) or 0


@click.command(help=_("Serve the pages and the API."))
@click.option("--host", default="127.0.0.1", show_default=True, help=_("Address to listen on."))
@click.option(
    "--port",
    default=8000,
    show_default=True,
    type=click.IntRange(1, HIGHEST_PORT),
    help=_("Port to listen on."),
)
def serve(host: str, port: int) -> None:
    with service(log_to_file=False) as app:
        address = f"http://{host}:{port}"
        click.echo(_("Serving on %(address)s (stop with Ctrl+C)", address=address))
    listen(app, host, port)


def waitress_settings(app: Flask) -> dict[str, Any]:
    return {
        "threads": THREADS,
        "url_scheme": "https" if app.config["HTTPS"] else "http",
        "ident": None,
        # By default it would first write a gigabyte to the disk and then ask whether it may.
        "max_request_body_size": LARGEST_TAKEN_BYTES,
        # These headers are for `geo_app/proxies.py`, which removes them itself.
        "clear_untrusted_proxy_headers": False,
    }


def listen(app: Flask, host: str, port: int) -> None:
    import waitress  # noqa: PLC0415 (only this command serves)

    app.extensions["listens_on"] = host
    # As Ctrl+C: what waits to be written at the end of the process would be lost otherwise.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit())
    try:
        waitress.serve(app, host=host, port=port, _quiet=True, **waitress_settings(app))
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise Refused(
                _("Port %(port)s is in use by another program; choose one with --port.", port=port)
            ) from error
        raise Misused(_("Cannot listen on %(host)s.", host=host)) from error
