"""`hotspots snapshot`: the file is there whole or not at all."""

import errno
import os
from pathlib import Path

import pytest

from tests.cli_runs import one_sentence, run_command

MAGIC = {"png": b"\x89PNG\r\n", "pdf": b"%PDF-", "svg": b"<?xml"}


@pytest.fixture(autouse=True)
def instance(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, database_url: str) -> None:
    monkeypatch.setenv("HOTSPOTS_INSTANCE", str(tmp_path / "instance"))
    monkeypatch.setenv("HOTSPOTS_DATABASE_URL", database_url)


def draw(out: Path, *more: str, district: str = "020", format_name: str = "png"):
    return run_command(
        "snapshot", "--district", district, "--format", format_name, "--out", str(out), *more
    )


@pytest.mark.parametrize("format_name", MAGIC)
def test_a_sheet_in_each_format(tmp_path: Path, format_name: str) -> None:
    out = tmp_path / "sheet"
    assert draw(out, "--as-of", "2024-06-17", format_name=format_name).exit_code == 0
    assert out.read_bytes().startswith(MAGIC[format_name])


@pytest.mark.parametrize(
    ("more", "district", "said"),
    [
        ((), "thanh tri", "020 Thanh Trì"),
        (("--as-of", "2099-01-01"), "020", "2099"),
        (("--as-of", "31/02/2024"), "020", "31/02/2024"),
        (("--as-of", "2024"), "020", "2024"),
    ],
)
def test_what_cannot_be_drawn_is_a_sentence(
    tmp_path: Path, more: tuple[str, ...], district: str, said: str
) -> None:
    out = tmp_path / "sheet.png"
    assert said in one_sentence(draw(out, *more, district=district), 2)
    assert not out.exists()


def test_a_full_disk_leaves_the_old_sheet_and_nothing_half_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "sheets"
    folder.mkdir()
    out = folder / "sheet.png"
    out.write_bytes(b"the old one")

    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("geo_app.cli_service.os.fsync", full)
    sentence = one_sentence(draw(out), 1)

    assert "Errno" not in sentence
    assert out.read_bytes() == b"the old one"
    assert list(folder.iterdir()) == [out]
    assert "ENOSPC" in (log := (tmp_path / "instance" / "hotspots.log").read_text()) or "28" in log


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    assert "nowhere" in one_sentence(draw(tmp_path / "nowhere" / "sheet.png"), 1)
