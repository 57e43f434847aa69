"""The log as it is written: an event, a line, whatever the callers of the service send."""

import io
import logging
import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from geo_app import logs
from geo_app.accounts.access import public
from geo_app.cli_log import LOG_FILE, log_in

log = logging.getLogger("geo_app.test")


@pytest.fixture
def _in_hanoi(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The clock of the machine is set to Hanoi."""
    with monkeypatch.context() as patch:
        patch.setenv("TZ", "Asia/Ho_Chi_Minh")
        time.tzset()
        yield
    time.tzset()


def refused_at(signed_in, path: str) -> None:
    """Send a form without its token, which is refused and logged with its path."""
    assert signed_in().post(path).status_code == 400


def failing_at(app: Flask, path: str, error: Exception) -> None:
    @app.get("/fails/<path:rest>")
    @public
    def fails(**_whatever: str) -> str:
        raise error

    app.config["PROPAGATE_EXCEPTIONS"] = False
    assert app.test_client().get(path).status_code == 500


def test_a_long_path_is_cut(signed_in, written: io.StringIO) -> None:
    refused_at(signed_in, f"/indicators/{'a-' * 450}/results")
    (line,) = written.getvalue().splitlines()[-1:]
    assert f"POST /indicators/{'a-' * 94}…: " in line


def test_the_long_path_of_a_failure_is_cut(app: Flask, written: io.StringIO) -> None:
    failing_at(app, "/fails/" + "x" * 900, RuntimeError("broken"))
    assert f"GET /fails/{'x' * 193}… failed" in written.getvalue()
    assert "x" * 194 not in written.getvalue()


FORGED = "2026-01-01T00:00:00.000Z INFO forged"


def test_a_line_end_in_a_path_makes_no_line(signed_in, written: io.StringIO) -> None:
    refused_at(signed_in, f"/indicators/%0A{FORGED}%0D%E2%80%A8%C2%85/results")
    line = written.getvalue().splitlines()[-1]
    assert f"/indicators/\\n{FORGED}\\r\\u2028\\x85/results" in line


CONTROLS = [
    *map(chr, [*range(0x20), *range(0x7F, 0xA0)]),
    *"\u2028\u2029\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069",
]


def test_every_control_is_written_as_an_escape(written: io.StringIO) -> None:
    for control in CONTROLS:
        log.warning("refused: %s", f"a{control}b")
    lines = written.getvalue().split("\n")[:-1]
    assert [line.rpartition("refused: ")[2] for line in lines] == [
        f"a{control.encode('unicode_escape').decode()}b" for control in CONTROLS
    ]


def test_what_people_write_is_read_as_it_was(written: io.StringIO) -> None:
    said = "phố Hàng Bạc – “12/BB-CA” \U0001f6a7 C:\\nhật ký"
    log.warning(said)
    assert written.getvalue().endswith(f": {said}\n")


def test_a_traceback_has_lines_but_none_that_passes_for_an_event(written: io.StringIO) -> None:
    try:
        raise RuntimeError(f"broken\n{FORGED}\r\x1b[2K")  # noqa: TRY301  # so it has a traceback
    except RuntimeError:
        log.exception("failed\nbadly", stack_info=True)
    first, *rest = written.getvalue().split("\n")[:-1]
    assert first.endswith("ERROR geo_app.test: failed\\nbadly")
    assert "| Traceback (most recent call last):" in rest
    assert f"| {FORGED}\\r\\x1b[2K" in rest
    assert not any(line.startswith("| |") for line in rest), "once, however many handlers"
    assert all(line.startswith("| ") for line in rest)


@pytest.mark.usefixtures("_in_hanoi")
def test_a_time_says_its_zone() -> None:
    record = log.makeRecord(log.name, logging.WARNING, "", 1, "refused", (), None)
    record.created, record.msecs = 1767254400.25, 250.0
    handler = logs.prepared(logging.StreamHandler(io.StringIO()))
    assert handler.format(record) == "2026-01-01T08:00:00.250Z WARNING geo_app.test: refused"


def test_the_log_of_a_command_has_the_same_form(tmp_path: Path) -> None:
    with log_in(tmp_path):
        log.warning("refused")
    (line,) = (tmp_path / LOG_FILE).read_text(encoding="utf-8").splitlines()
    assert re.fullmatch(r"[-\d]{10}T[:\d]{8}\.\d{3}Z WARNING geo_app.test: refused", line)
