"""The application served to a browser from this process, on a database of its own.

A process for each test would import the application anew, which takes longer than most tests.
tests/test_cli_setup.py serves it as an operator does.
"""

import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import waitress
from jinja2 import BytecodeCache

from geo_app import create_app
from geo_app.cli_setup import waitress_settings
from scripts.instance import Instance, environment_of
from tests.databases import SqliteDatabases
from tests.factories import PASSWORD, make_user

HOST = "127.0.0.1"
STOP_SECONDS = 10.0


@contextmanager
def served_here(
    databases: SqliteDatabases, directory: Path, templates: BytecodeCache
) -> Iterator[Instance]:
    """Serve a copy of the plan to one user; gone at the end."""
    file = directory / "hotspots.sqlite"
    shutil.copyfile(databases.template(), file)
    environment = environment_of(directory, f"sqlite:///{file}", {})
    app = create_app(
        {
            name: environment[f"HOTSPOTS_{name}"]
            for name in ("DATABASE_URL", "INSTANCE", "SECRET_KEY")
        }
    )
    app.jinja_env.bytecode_cache = templates
    user = make_user(app, name="can.bo", role="dolisa")
    server = waitress.create_server(app, host=HOST, port=0, **waitress_settings(app))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    url = f"http://{HOST}:{server.effective_port}"
    try:
        yield Instance(url, directory, environment, user.name, PASSWORD)
    finally:
        # In its own thread: closed from here, it would go on asking for what is closed.
        server.trigger.pull_trigger(lambda: close(server))
        thread.join(STOP_SECONDS)
        server.task_dispatcher.shutdown()
        app.extensions["database"].engine.dispose()


def close(server: Any) -> None:
    for channel in list(server.active_channels.values()):
        channel.close()
    server.close()
