"""Connections that do nothing, or hardly anything, and people who work beside them."""

import http.client
import socket
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from geo_app import connections
from tests.serving.processes import HOST, LONG, served

IDLE = SLOW = 300
PEOPLE = 8
REQUESTS = 12
# What a service starts with under many systems: fewer than are connected here.
FEW_DESCRIPTORS = ("sh", "-c", 'ulimit -Sn 512 && exec "$@"', "sh")
# Nobody waits as long as this for a page that takes some ten milliseconds.
SECONDS = 5


@contextmanager
def idle_and_slow(port: int) -> Iterator[None]:
    """Half of them say nothing, half send headers or a body a letter at a time."""
    done = threading.Event()
    with ExitStack() as stack:
        opened = [
            stack.enter_context(socket.create_connection((HOST, port), timeout=LONG))
            for _ in range(IDLE + SLOW)
        ]
        slow = opened[IDLE:]
        for number, each in enumerate(slow):
            body = b"Content-Length: 1000\r\n\r\n" if number % 2 else b"X-Slow: "
            each.sendall(b"POST /login HTTP/1.1\r\nHost: localhost\r\n" + body)

        def send_on() -> None:
            while not done.wait(0.5):
                for each in slow:
                    each.sendall(b"a")

        thread = threading.Thread(target=send_on)
        thread.start()
        try:
            yield
        finally:
            done.set()
            thread.join()


def work(port: int) -> list[float]:
    """How long each request of a browser took that keeps its connection."""
    client = http.client.HTTPConnection(HOST, port, timeout=LONG)
    took = []
    for _ in range(REQUESTS):
        began = time.monotonic()
        client.request("GET", "/login")
        answer = client.getresponse()
        answer.read()
        assert answer.status == 200
        took.append(time.monotonic() - began)
    client.close()
    return took


def test_eight_people_work_beside_six_hundred_connections(
    tmp_path: Path, database_url: str, figure: Callable[..., None]
) -> None:
    with (
        served(tmp_path, database_url, before=FEW_DESCRIPTORS) as server,
        idle_and_slow(server.port),
        ThreadPoolExecutor(PEOPLE) as people,
    ):
        took = [each for one in people.map(work, [server.port] * PEOPLE) for each in one]
    figure("requests beside 600 idle and slow connections", len(took))
    figure("milliseconds which the longest of them took", round(max(took) * 1000))
    assert len(took) == PEOPLE * REQUESTS
    assert max(took) < SECONDS


@pytest.mark.parametrize(("descriptors", "held"), [(4096, 1000), (1024, 274), (256, 18)])
def test_fewer_descriptors_are_fewer_connections(descriptors: int, held: int) -> None:
    assert connections.connections_within(descriptors) == held
