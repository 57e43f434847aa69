"""A fresh instance served in a temporary directory, for pictures and browser tests."""

import contextlib
import os
import secrets
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent
START_SECONDS = 60.0
STOP_SECONDS = 10.0
LOG_LINES_SHOWN = 60


class InstanceError(RuntimeError):
    """The instance did not do what was asked; the message holds the end of its log."""


@dataclass(frozen=True)
class Instance:
    """A served instance: where it answers, who may sign in, and its command line."""

    url: str
    directory: Path
    environment: Mapping[str, str]
    user: str
    password: str

    @property
    def log(self) -> Path:
        return self.directory / "server.log"

    def hotspots(self, *arguments: str, stdin: str = "") -> str:
        """Run the `hotspots` command on this instance's database; returns what it printed."""
        return _run_command(self.environment, *arguments, stdin=stdin)

    def add_user(self, name: str, role: str, *, scope: str | None = None) -> str:
        """Create a user and return the password made for it."""
        password = secrets.token_urlsafe(16)
        scope_arguments = ("--scope", scope) if scope else ()
        self.hotspots(
            "user", "add", name, "--role", role, *scope_arguments, "--password-stdin",
            stdin=password + "\n",
        )  # fmt: skip
        return password

    def token(self, name: str) -> str:
        """A bearer token for the user of that name."""
        return self.hotspots("token", "create", name).split()[-1]


@contextlib.contextmanager
def served_instance(
    *,
    user: str = "quantri",
    role: str = "admin",
    database_url: str | None = None,
    settings: Mapping[str, str] | None = None,
) -> Iterator[Instance]:
    """Initialise a database, add one user, serve on a free port; all gone at the end."""
    with tempfile.TemporaryDirectory(prefix="hotspots-") as folder:
        directory = Path(folder)
        environment = environment_of(directory, database_url, settings or {})
        _run_command(environment, "init")
        port = _free_port()
        password = secrets.token_urlsafe(16)
        instance = Instance(f"http://127.0.0.1:{port}", directory, environment, user, password)
        instance.hotspots(
            "user", "add", user, "--role", role, "--password-stdin", stdin=password + "\n"
        )
        with _serving(instance, port):
            yield instance


def environment_of(
    directory: Path, database_url: str | None, settings: Mapping[str, str]
) -> dict[str, str]:
    """The environment of an instance's processes: none of the settings of this one."""
    inherited = {key: text for key, text in os.environ.items() if not key.startswith("HOTSPOTS_")}
    return {
        **inherited,
        "PYTHONUNBUFFERED": "1",
        "HOTSPOTS_INSTANCE": str(directory),
        "HOTSPOTS_DATABASE_URL": database_url or f"sqlite:///{directory / 'hotspots.sqlite'}",
        "HOTSPOTS_SECRET_KEY": secrets.token_hex(32),
        **settings,
    }


def _run_command(environment: Mapping[str, str], *arguments: str, stdin: str = "") -> str:
    done = subprocess.run(
        [sys.executable, "-m", "geo_app", *arguments],
        cwd=CHECKOUT,
        env=dict(environment),
        input=stdin,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=START_SECONDS * 2,
    )
    if done.returncode:
        raise InstanceError(
            f"hotspots {' '.join(arguments)} ended with {done.returncode}:\n"
            f"{done.stdout}{done.stderr}"
        )
    return done.stdout


@contextlib.contextmanager
def _serving(instance: Instance, port: int) -> Iterator[None]:
    with instance.log.open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "geo_app", "serve", "--host", "127.0.0.1", "--port", str(port)],
            cwd=CHECKOUT,
            env=dict(instance.environment),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        try:
            _wait_until_ready(process, instance)
            yield
        finally:
            process.terminate()
            try:
                process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _wait_until_ready(process: subprocess.Popen[bytes], instance: Instance) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise InstanceError(f"the server ended at once:\n{end_of_log(instance.log)}")
        try:
            urllib.request.urlopen(f"{instance.url}/readyz", timeout=5).close()  # noqa: S310  # always http://127.0.0.1
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise InstanceError(f"the server was not ready in time:\n{end_of_log(instance.log)}")


def end_of_log(log: Path) -> str:
    """The last lines of a log, for a message."""
    lines = log.read_text(encoding="utf-8", errors="replace").splitlines()
    return "\n".join(lines[-LOG_LINES_SHOWN:])


def _free_port() -> int:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port
