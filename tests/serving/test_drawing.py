"""Sheets are drawn by processes that may die, and by few enough that others are answered."""

import http.client
import os
import signal
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from geo_app import drawing
from geo_app.db import Database
from geo_app.drawing import Drawing
from geo_app.errors import TooOftenError, UnavailableError
from tests.accounts.people import text_of
from tests.cli_runs import one_sentence, run_command
from tests.factories import make_token, make_user
from tests.serving.processes import HOST, LONG, Served, served

SHEETS = 16
SHEET = "/districts/020/snapshot.svg"


@pytest.fixture
def pool() -> Iterator[Drawing]:
    made = Drawing()
    yield made
    made.close()


def own_number() -> bytes:
    return str(os.getpid()).encode()


def wait_until(true: Callable[[], bool]) -> None:
    end = time.monotonic() + LONG
    while not true():
        assert time.monotonic() < end
        time.sleep(0.02)


def is_gone(process: int) -> bool:
    """Whether it has ended; one that nobody has buried is a zombie."""
    try:
        status = Path(f"/proc/{process}/stat").read_text(encoding="ascii")
    except FileNotFoundError:
        return True
    return status.rpartition(")")[2].split()[0] == "Z"


def test_a_process_that_was_killed_is_replaced(pool: Drawing) -> None:
    first = int(pool.draw(1, own_number))
    assert first != os.getpid()
    os.kill(first, signal.SIGKILL)
    # Noticed or not, what is asked for next is drawn.
    assert int(pool.draw(1, own_number)) != first
    assert not pool.inside


def test_what_ends_the_process_twice_is_given_up(pool: Drawing) -> None:
    with pytest.raises(UnavailableError):
        pool.draw(1, partial(os._exit, 1))
    assert int(pool.draw(1, own_number)) != os.getpid()


def test_an_error_in_a_drawing_is_an_error_of_the_request(pool: Drawing) -> None:
    with pytest.raises(ValueError, match="invalid literal"):
        pool.draw(1, partial(int, "x"))  # type: ignore[arg-type]  # makes nothing
    assert not pool.inside


def test_closing_ends_the_processes(pool: Drawing) -> None:
    worker = int(pool.draw(1, own_number))
    pool.close()
    assert is_gone(worker)


def test_one_user_leaves_room_for_others() -> None:
    line = Drawing()
    with ExitStack() as stack:
        for _ in range(drawing.EACH_USER):
            stack.enter_context(line.place_for(1))
        with pytest.raises(TooOftenError) as raised, line.place_for(1):
            pass
        assert raised.value.retry_after
        with line.place_for(2):
            pass
    with line.place_for(1):
        pass


def test_a_line_that_is_full_is_said_to_be() -> None:
    line = Drawing()
    with ExitStack() as stack:
        for user in range(drawing.MOST_INSIDE):
            stack.enter_context(line.place_for(user))
        with pytest.raises(UnavailableError) as raised, line.place_for(99):
            pass
        assert raised.value.retry_after
    assert not line.inside


def test_who_waits_for_too_many_is_told_so(
    signed_in: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drawing, "draw", Drawing().draw)
    monkeypatch.setattr(drawing, "EACH_USER", 0)
    answer = signed_in("viewer").get(SHEET)
    assert answer.status_code == 429
    assert answer.headers["Retry-After"] == "2"
    assert "Tài khoản đang chờ vẽ" in text_of(answer)


def test_more_hotspots_than_a_sheet_holds_are_refused(
    signed_in: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("geo_app.exports.sheets.MOST_HOTSPOTS", 2)
    client = signed_in("viewer")
    answer = client.get("/districts/020/snapshot.pdf")
    assert answer.status_code == 422
    assert "có 3 điểm" in text_of(answer)
    assert client.get("/districts/001/snapshot.pdf").status_code == 200


def test_the_command_refuses_them_too(
    database_url: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("HOTSPOTS_DATABASE_URL", database_url)
    monkeypatch.setenv("HOTSPOTS_INSTANCE", str(tmp_path))
    monkeypatch.setattr("geo_app.exports.sheets.MOST_HOTSPOTS", 2)
    file = tmp_path / "sheet.pdf"
    asked = ("snapshot", "--district", "020", "--format", "pdf", "--out", str(file))
    assert "có 3 điểm" in one_sentence(run_command(*asked), 2)
    assert not file.exists()


def get(server: Served, path: str, token: str = "") -> tuple[int, float]:
    """Status, and seconds."""
    client = http.client.HTTPConnection(HOST, server.port, timeout=LONG)
    began = time.monotonic()
    client.request("GET", path, headers={"Authorization": f"Bearer {token}"} if token else {})
    answer = client.getresponse()
    answer.read()
    client.close()
    return answer.status, time.monotonic() - began


def children_of(process: int) -> set[int]:
    """Of whichever of its threads."""
    lists = Path(f"/proc/{process}/task").glob("*/children")
    return {int(each) for file in lists for each in file.read_text(encoding="ascii").split()}


def drawing_processes(server: Served) -> set[int]:
    """Without the one in which multiprocessing counts its semaphores."""
    return {
        each
        for each in children_of(server.process.pid)
        if "spawn_main" in Path(f"/proc/{each}/cmdline").read_text(encoding="ascii")
    }


def test_a_service_answers_beside_sixteen_sheets(
    database_url: str, tmp_path: Path, figure: Callable[..., None]
) -> None:
    database = Database(database_url)
    token = make_token(database, make_user(database, role="viewer"))
    database.engine.dispose()
    with served(tmp_path, database_url) as server:
        done = threading.Event()

        def watch() -> list[float]:
            taken = []
            while not done.wait(0.05):
                taken.append(get(server, "/healthz")[1])
            return taken

        with ThreadPoolExecutor(SHEETS + 1) as threads:
            watching = threads.submit(watch)
            began = time.monotonic()
            found = list(threads.map(lambda _: get(server, SHEET, token), range(SHEETS)))
            total = time.monotonic() - began
            done.set()
        worst = max(watching.result())
        figure("milliseconds of the slowest /healthz beside sixteen sheets", round(1000 * worst))
        statuses = Counter(status for status, _ in found)
        assert statuses.keys() == {200, 429}
        assert statuses[200] >= drawing.EACH_USER
        assert worst < total / 4

        # A process that dies is not noticed by who wants a sheet.
        workers = drawing_processes(server)
        assert len(workers) == drawing.WORKERS
        for worker in workers:
            os.kill(worker, signal.SIGKILL)
        assert get(server, SHEET, token)[0] == 200
        workers = drawing_processes(server)
        assert workers
        # A service that dies leaves none behind.
        server.process.kill()
        wait_until(lambda: all(map(is_gone, workers)))


def test_a_service_that_is_ended_ends_its_processes(database_url: str, tmp_path: Path) -> None:
    database = Database(database_url)
    token = make_token(database, make_user(database, role="viewer"))
    database.engine.dispose()
    with served(tmp_path, database_url) as server:
        assert get(server, SHEET, token)[0] == 200
        workers = drawing_processes(server)
        assert workers
    assert all(map(is_gone, workers))
    assert server.process.returncode == 0
