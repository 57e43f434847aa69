"""`hotspots serve`."""

import errno
import signal
import sys
from typing import Any

import click
from flask import Flask

from geo_app import connections, drawing
from geo_app.cli_errors import Misused, Refused
from geo_app.cli_params import TEXT
from geo_app.cli_service import service
from geo_app.cli_text import gettext as _
from geo_app.config import LARGEST_REQUEST_BYTES

# What waits for a drawing leaves eight to everything else.
THREADS = 8 + drawing.MOST_INSIDE
HIGHEST_PORT = 65535
# Above what the application takes: up to here it refuses with a page of its own.
LARGEST_TAKEN_BYTES = 4 * LARGEST_REQUEST_BYTES


@click.command(help=_("Serve the pages and the API."))
@click.option(
    "--host",
    type=TEXT,
    default="127.0.0.1",
    show_default=True,
    help=_("Address to listen on."),
)
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
        **connections.settings(),
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
    finally:
        drawing.DRAWING.close()
