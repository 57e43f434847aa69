"""The secret key is in a backup on request only, and there only under its passphrase."""

import zipfile
from collections.abc import Callable
from pathlib import Path

from tests.backup.conftest import Run
from tests.cli_runs import one_sentence

KEY, PASSPHRASE = "a key for tests only", "một cụm từ đủ dài"


def contents(file: Path) -> bytes:
    with zipfile.ZipFile(file) as opened:
        return b"".join(opened.read(name) for name in opened.namelist())


def test_without_being_asked_for_it_is_not_there(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "b.zip"
    assert run("backup", file).exit_code == 0
    assert KEY.encode() not in contents(file)
    one_sentence_of = run("restore", file, "--with-key", "--passphrase-stdin", text=PASSPHRASE)
    assert one_sentence_of.exit_code == 2


def test_it_goes_into_its_place_with_the_passphrase_alone(
    run: Run, tmp_path: Path, empty_place: Callable[[], str]
) -> None:
    file, instance = tmp_path / "b.zip", tmp_path / "new"
    made = run("backup", file, "--with-key", "--passphrase-stdin", text=f"{PASSPHRASE}\n")
    assert made.exit_code == 0, made.output
    assert KEY.encode() not in contents(file)
    assert PASSPHRASE.encode() not in contents(file)
    url = empty_place()
    asked = ("restore", file, "--with-key", "--passphrase-stdin")
    one_sentence(run(*asked, text="một cụm từ khác\n", url=url, instance=instance), 2)
    assert (
        run(*asked, "--commit", text=f"{PASSPHRASE}\n", url=url, instance=instance).exit_code == 0
    )
    path = instance / "secret_key"
    assert path.read_text() == KEY
    assert path.stat().st_mode & 0o077 == 0


def test_another_key_is_never_written_over(
    run: Run, tmp_path: Path, empty_place: Callable[[], str]
) -> None:
    file, instance = tmp_path / "b.zip", tmp_path / "new"
    run("backup", file, "--with-key", "--passphrase-stdin", text=f"{PASSPHRASE}\n")
    instance.mkdir()
    (instance / "secret_key").write_text("another key", encoding="ascii")
    asked = ("restore", file, "--with-key", "--passphrase-stdin", "--commit")
    url = empty_place()
    assert run(*asked, text=f"{PASSPHRASE}\n", url=url, instance=instance).exit_code == 1
    assert (instance / "secret_key").read_text() == "another key"


def test_a_short_passphrase_is_refused(run: Run, tmp_path: Path) -> None:
    made = run("backup", tmp_path / "b.zip", "--with-key", "--passphrase-stdin", text="ngắn\n")
    one_sentence(made, 2)
    assert not (tmp_path / "b.zip").exists()
