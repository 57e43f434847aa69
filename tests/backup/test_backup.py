"""A backup is whole or absent, checked before it has its name, and refused where it is none."""

import os
import random
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from geo_app.backup import rotation
from geo_app.ledger import anchors
from geo_app.register.models import Event
from tests.backup.conftest import Run
from tests.cli_runs import everything_in, one_sentence
from tests.databases import files_of
from tests.factories import make_event
from tests.tampering import behind_the_back, edit

pytestmark = pytest.mark.both_databases
CHANCE = random.Random(46)  # noqa: S311  # not for secrets
# What a restore adds itself, and what is not in a backup.
ADDED = ("audit_entry", "journal_entry", "chain_head")
TRANSIENT = ("user_session", "failed_sign_in")


def test_it_is_there_alone_and_for_its_owner(made: Path) -> None:
    assert {each.name for each in made.parent.iterdir()} == {"register.zip", "anchors.txt"}
    assert made.stat().st_mode & 0o077 == 0


def test_restored_it_holds_the_same_rows(
    made: Path, run: Run, database_url: str, empty_place: Callable[[], str], tmp_path: Path
) -> None:
    url = empty_place()
    before = everything_in(database_url)
    assert run("restore", made, "--commit", url=url, instance=tmp_path / "new").exit_code == 0
    for path in [tmp_path / "new", *(tmp_path / "new").iterdir(), *files_of(url)]:
        assert path.stat().st_mode & 0o077 == 0, path.name
    after = everything_in(url)
    assert after.keys() == before.keys()
    for name in before.keys() - set(ADDED) - set(TRANSIENT):
        assert after[name] == before[name], name
    assert run("verify", url=url, instance=tmp_path / "new").exit_code == 0


def test_a_register_goes_from_one_database_to_the_other(
    made: Path, run: Run, tmp_path: Path, request: pytest.FixtureRequest, database_url: str
) -> None:
    other = "postgresql" if database_url.startswith("sqlite") else "sqlite"
    there = request.getfixturevalue(f"{other}_databases")
    if isinstance(there, str):
        pytest.skip(there)
    instance = tmp_path / "there"
    with there.empty() as url:
        assert run("restore", made, "--commit", url=url, instance=instance).exit_code == 0
        assert run("verify", url=url, instance=instance).exit_code == 0
        back = tmp_path / "back.zip"
        assert run("backup", back, url=url, instance=instance).exit_code == 0
        assert run("backup", back, "--check").exit_code == 0


def test_a_dry_run_changes_nothing(
    made: Path, run: Run, empty_place: Callable[[], str], tmp_path: Path
) -> None:
    url = empty_place()
    result = run("restore", made, url=url, instance=tmp_path / "new")
    assert result.exit_code == 0
    assert "--commit" in result.stdout
    assert everything_in(url) == {}


def test_no_register_is_written_over(made: Path, run: Run, database_url: str) -> None:
    before = everything_in(database_url)
    for arguments in ((), ("--commit",)):
        one_sentence(run("restore", made, *arguments), 2)
    assert everything_in(database_url) == before


def test_what_was_recorded_after_the_backup_is_told(
    register: Flask, made: Path, run: Run, empty_place: Callable[[], str]
) -> None:
    for _number in range(3):
        make_event(register, "PL2-I-1")
    url = empty_place()
    result = run("restore", made, "--commit", url=url)
    assert result.exit_code == 0
    assert " 3 " in result.stdout
    # The anchors go on with the register that is there now, and the old ones are kept.
    assert run("verify", url=url).exit_code == 0
    assert len(list(Path(register.instance_path).glob("anchors.txt.before-*"))) == 1


def test_the_backup_of_another_register_is_refused(
    made: Path, run: Run, empty_place: Callable[[], str], tmp_path: Path
) -> None:
    instance = tmp_path / "other"
    anchor = anchors.Anchor(next(iter(anchors.read(made.parent / "anchors.txt"))).at, 1, "a" * 64)
    anchors.append(instance / "anchors.txt", anchor)
    url = empty_place()
    for arguments in ((), ("--commit",)):
        one_sentence(run("restore", made, *arguments, url=url, instance=instance), 2)
    assert everything_in(url) == {}


def test_a_broken_ledger_is_backed_up_and_said_and_not_restored(
    run: Run, database_url: str, empty_place: Callable[[], str], tmp_path: Path
) -> None:
    with behind_the_back(database_url) as connection:
        edit(connection, Event, 3, note="sửa lén")
    file = tmp_path / "broken.zip"
    assert run("backup", file).exit_code == 1
    assert run("backup", file, "--check").exit_code == 1
    url = empty_place()
    one_sentence(run("restore", file, "--commit", url=url, instance=tmp_path / "new"), 2)
    assert everything_in(url) == {}


def test_the_newest_of_a_folder_are_kept(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    old = [f"hotspots-2026010{day}T000000Z.zip" for day in range(1, 5)]
    for name in (*old, "of somebody else.zip", "hotspots-x.zip"):
        (folder / name).write_bytes(b"x")
    result = run("backup", folder, "--keep", "3")
    assert result.exit_code == 0, result.output
    left = {each.name for each in folder.iterdir()}
    assert {"of somebody else.zip", "hotspots-x.zip", "anchors.txt", *old[2:]} < left
    assert len(left) == 6


def test_nothing_is_removed_when_the_new_one_is_not_good(
    run: Run, database_url: str, tmp_path: Path
) -> None:
    with behind_the_back(database_url) as connection:
        edit(connection, Event, 3, note="sửa lén")
    folder = tmp_path / "backups"
    folder.mkdir()
    (folder / "hotspots-20260101T000000Z.zip").write_bytes(b"x")
    assert run("backup", folder, "--keep", "1").exit_code == 1
    assert (folder / "hotspots-20260101T000000Z.zip").exists()


def test_a_part_that_a_killed_backup_left_goes_after_a_day(tmp_path: Path) -> None:
    part = tmp_path / ".hotspots-20260101T000000Z.zip.abc.part"
    part.write_bytes(b"x")
    rotation.remove_stale(tmp_path)
    assert part.exists()
    os.utime(part, (0, 0))
    rotation.remove_stale(tmp_path)
    assert not part.exists()


def test_keep_goes_with_a_folder(run: Run, tmp_path: Path) -> None:
    one_sentence(run("backup", tmp_path / "x.zip", "--keep", "3"), 2)


def test_a_folder_that_is_not_there_is_a_sentence(run: Run, tmp_path: Path) -> None:
    one_sentence(run("backup", tmp_path / "none" / "x.zip"), 1)


def test_the_audit_knows_of_it_and_the_settings_say_when(
    made: Path, run: Run, signed_in: Callable
) -> None:
    assert made
    page = signed_in("admin").get("/settings").get_data(as_text=True)
    assert "Bản sao lưu mới nhất" in page
    assert "Bản sao lưu mới nhất" in run("check").stdout
