"""What is damaged, put together by hand or of another version."""

import hashlib
import json
import random
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.backup.conftest import Run
from tests.cli_runs import one_sentence
from tests.effort import by_effort

pytestmark = pytest.mark.both_databases
CHANCE = random.Random(46)  # noqa: S311  # not for secrets


@pytest.mark.parametrize(
    "content",
    [b"", b"khong phai", b"PK\x05\x06" + bytes(18), b"SQLite format 3\x00" + bytes(4000)],
    ids=["empty", "text", "empty zip", "sqlite"],
)
def test_what_is_no_backup_is_refused(run: Run, tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "x.zip"
    file.write_bytes(content)
    one_sentence(run("backup", file, "--check"), 2)


def changed(made: Path, change: Callable[[dict[str, bytes]], None]) -> Path:
    """The backup with its members changed, as somebody with a tool for archives would."""
    with zipfile.ZipFile(made) as opened:
        members = {name: opened.read(name) for name in opened.namelist()}
    change(members)
    file = made.with_name("changed.zip")
    with zipfile.ZipFile(file, "w") as written:
        for name, content in members.items():
            written.writestr(name, content)
    return file


def in_manifest(**values: object) -> Callable[[dict[str, bytes]], None]:
    def change(members: dict[str, bytes]) -> None:
        said = json.loads(members["manifest.json"])
        members["manifest.json"] = json.dumps({**said, **values}).encode()

    return change


def lost_member(members: dict[str, bytes]) -> None:
    del members["tables/event.jsonl"]


def lost_line(members: dict[str, bytes]) -> None:
    lines = members["tables/event.jsonl"].splitlines(keepends=True)
    members["tables/event.jsonl"] = b"".join(lines[:-1])


@pytest.mark.parametrize(
    "change",
    [
        in_manifest(product="another"),
        in_manifest(format=99),
        in_manifest(revision="9999"),
        in_manifest(tables={}),
        in_manifest(tables=[1]),
        in_manifest(journal=["2026", 1]),
        lost_member,
        lost_line,
    ],
)
def test_a_backup_that_was_put_together_by_hand_is_refused(
    made: Path, run: Run, change: Callable[[dict[str, bytes]], None]
) -> None:
    assert run("backup", changed(made, change), "--check").exit_code in {1, 2}


def without_journal(members: dict[str, bytes]) -> None:
    """As a version before the journal would have written it (migration 0005)."""
    said = json.loads(members["manifest.json"])
    said |= {"revision": "0005", "journal": None}
    del said["tables"]["journal_entry"], members["tables/journal_entry.jsonl"]
    chained = {"number", "previous_hash", "row_hash"}
    for name, table in said["tables"].items():
        kept = [
            (at, column)
            for at, column in enumerate(table["columns"])
            if name != "indicator_result" or column not in chained
        ]
        lines = []
        for line in members[f"tables/{name}.jsonl"].splitlines():
            values = json.loads(line)
            if name != "chain_head" or values[0] not in {"journal_entry", "indicator_result"}:
                lines.append(json.dumps([values[at] for at, _column in kept]) + "\n")
        content = "".join(lines).encode()
        members[f"tables/{name}.jsonl"] = content
        columns = {column: table["columns"][column] for _at, column in kept}
        sha256 = hashlib.sha256(content).hexdigest()
        said["tables"][name] = {"columns": columns, "rows": len(lines), "sha256": sha256}
    members["manifest.json"] = json.dumps(said).encode()


def test_a_backup_of_an_earlier_version_is_brought_up_to_date(
    made: Path, run: Run, empty_place: Callable[[], str], tmp_path: Path
) -> None:
    old, url, instance = changed(made, without_journal), empty_place(), tmp_path / "new"
    result = run("restore", old, "--commit", url=url, instance=instance)
    assert result.exit_code == 0, result.output
    assert run("verify", url=url, instance=instance).exit_code == 0


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA, 99])
def test_a_table_said_to_be_packed_otherwise_is_damage(
    made: Path, run: Run, tmp_path: Path, method: int
) -> None:
    """What one flipped bit can make of it."""
    whole = made.read_bytes()
    entry = whole.rindex(b"PK\x01\x02", 0, whole.rindex(b"tables/"))
    file = tmp_path / "damaged.zip"
    file.write_bytes(whole[: entry + 10] + method.to_bytes(2, "little") + whole[entry + 12 :])
    assert run("backup", file, "--check").exit_code == 2


def test_no_damage_passes(
    made: Path, run: Run, figure: Callable[[str, int], None], tmp_path: Path
) -> None:
    """Cut anywhere, or with a byte flipped anywhere, it is refused or holds the very same."""
    whole = made.read_bytes()
    good = run("backup", made, "--check").stdout
    file = tmp_path / "damaged.zip"
    tries = by_effort(quick=12, full=150)
    for _number in range(tries):
        at = CHANCE.randrange(len(whole))
        file.write_bytes(whole[:at])
        assert run("backup", file, "--check").exit_code == 2, at
        damaged = bytearray(whole)
        damaged[at] ^= 1 << CHANCE.randrange(8)
        file.write_bytes(bytes(damaged))
        result = run("backup", file, "--check")
        assert result.exit_code == 2 or result.stdout == good, at
    figure("backups damaged and refused", 2 * tries)
