"""The application served to a browser from this process: once, on a new database for each test.

A process for each test would import the application anew, which takes longer than most tests.
tests/test_cli_setup.py serves it as an operator does.
"""

import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import waitress
from flask import Flask
from jinja2 import BytecodeCache

from geo_app import create_app
from geo_app.cli_serve import waitress_settings
from scripts.instance import Instance, environment_of
from tests.databases import SqliteDatabases
from tests.factories import PASSWORD, make_token, make_user, user_named

HOST = "127.0.0.1"
STOP_SECONDS = 10.0
USER = "can.bo"


@dataclass(frozen=True)
class ServedHere(Instance):
    """An instance whose users and tokens are made without starting a command for each."""

    app: Flask

    def add_user(self, name: str, role: str, *, scope: str | None = None) -> str:
        make_user(self.app, name=name, role=role, scope=tuple(scope.split(",")) if scope else ())
        return PASSWORD

    def token(self, name: str) -> str:
        return make_token(self.app, user_named(self.app, name))


class Server:
    """One application behind one port; `begin_anew` gives it another database."""

    def __init__(
        self, databases: SqliteDatabases, directory: Path, templates: BytecodeCache
    ) -> None:
        self.databases, self.directory = databases, directory
        self.file = directory / "hotspots.sqlite"
        self.environment = environment_of(directory, f"sqlite:///{self.file}", {})
        self.app = create_app(
            {
                name: self.environment[f"HOTSPOTS_{name}"]
                for name in ("DATABASE_URL", "INSTANCE", "SECRET_KEY")
            }
        )
        self.app.jinja_env.bytecode_cache = templates
        settings = waitress_settings(self.app)
        self.server = waitress.create_server(self.app, host=HOST, port=0, **settings)
        self.thread = threading.Thread(target=self.server.run, daemon=True)
        self.thread.start()
        self.url = f"http://{HOST}:{self.server.effective_port}"

    def begin_anew(self) -> ServedHere:
        """The plan and one user, and nothing that an earlier test has left."""
        self.app.extensions["late_notes"].flush()
        self.app.extensions["database"].engine.dispose()
        for limiter in self.app.extensions["limiter"]:
            limiter.reset()
        for part in self.directory.glob(f"{self.file.name}*"):
            part.unlink()
        shutil.copyfile(self.databases.template(), self.file)
        user = make_user(self.app, name=USER, role="dolisa")
        return ServedHere(self.url, self.directory, self.environment, user.name, PASSWORD, self.app)

    def close(self) -> None:
        # In its own thread: closed from here, it would go on asking for what is closed.
        self.server.trigger.pull_trigger(lambda: close(self.server))
        self.thread.join(STOP_SECONDS)
        self.server.task_dispatcher.shutdown()
        self.app.extensions["late_notes"].stop()
        self.app.extensions["database"].engine.dispose()


@contextmanager
def serving(
    databases: SqliteDatabases, directory: Path, templates: BytecodeCache
) -> Iterator[Server]:
    server = Server(databases, directory, templates)
    try:
        yield server
    finally:
        server.close()


def close(server: Any) -> None:
    for channel in list(server.active_channels.values()):
        channel.close()
    server.close()
