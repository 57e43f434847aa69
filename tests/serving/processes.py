"""`hotspots serve` in processes of their own, on a database that is made already."""

import os
import socket
import subprocess
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.cli_runs import CHECKOUT, process_arguments, process_environment

HOST = "127.0.0.1"
# Seconds after which a server that hangs is killed: nothing is decided by it.
LONG = 60


@dataclass(frozen=True)
class Served:
    port: int
    process: subprocess.Popen[str]

    @property
    def url(self) -> str:
        return f"http://{HOST}:{self.port}"


@contextmanager
def served(
    instance: Path, database_url: str, *, before: tuple[str, ...] = (), **settings: str
) -> Iterator[Served]:
    """One server, answering when this begins and ended as systemd does it."""
    port = free_port()
    with (
        (instance / f"server-{port}.log").open("w") as log,
        subprocess.Popen(
            [*before, *process_arguments("serve", "--port", str(port))],
            env=environment_of(instance, database_url, settings),
            cwd=CHECKOUT,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        ) as process,
    ):
        guard = threading.Timer(LONG, process.kill)
        guard.start()
        try:
            assert process.stdout is not None
            assert f"{HOST}:{port}" in process.stdout.readline()
            wait_for(port, process)
            yield Served(port, process)
        finally:
            process.terminate()
            process.wait()
            guard.cancel()


def environment_of(
    instance: Path, database_url: str, settings: Mapping[str, str]
) -> dict[str, str]:
    return process_environment(
        HOTSPOTS_INSTANCE=str(instance),
        HOTSPOTS_DATABASE_URL=database_url,
        HOTSPOTS_SECRET_KEY="a key for tests only",
        PYTHONUNBUFFERED="1",
        **settings,
    )


def wait_for(port: int, process: subprocess.Popen[str]) -> None:
    """It says its address before it listens there."""
    while process.poll() is None:
        try:
            socket.create_connection((HOST, port), timeout=LONG).close()
        except ConnectionRefusedError:
            os.sched_yield()
        else:
            return
    raise AssertionError("the server ended at once")


def free_port() -> int:
    with socket.create_server((HOST, 0)) as free:
        found: int = free.getsockname()[1]
        return found
