"""What the look-up of known vulnerabilities makes of the answers it gets."""

from typing import Any

import pytest

from scripts import check_dependencies
from scripts.check_dependencies import LOCKS, Found, main, read, sentences

SAFE = {"name": "flask", "version": "3.1.0", "vulns": []}
UNKNOWN = {"name": "own", "skip_reason": "Dependency not found"}
WEAK = {
    "name": "old",
    "version": "1.0",
    "vulns": [{"id": "PYSEC-0000-1", "fix_versions": ["1.1"], "aliases": [], "description": ""}],
}


def answers(monkeypatch: pytest.MonkeyPatch, *packages: dict[str, Any]) -> None:
    monkeypatch.setattr(
        check_dependencies, "ask", lambda _lock: {"dependencies": list(packages), "fixes": []}
    )


def test_a_known_vulnerability_fails_the_build(monkeypatch, capsys) -> None:
    answers(monkeypatch, SAFE, WEAK, UNKNOWN)
    assert main() == 1
    assert "old 1.0: PYSEC-0000-1, mended in 1.1" in capsys.readouterr().out


def test_none_lets_it_pass_and_says_how_many_were_looked_up(monkeypatch, capsys) -> None:
    answers(monkeypatch, SAFE)
    assert main() == 0
    printed = capsys.readouterr().out
    assert f"{len(LOCKS)} looked up" in printed
    assert "NOT CHECKED" not in printed


def test_without_an_answer_nothing_counts_as_checked(monkeypatch, capsys) -> None:
    monkeypatch.setattr(check_dependencies, "ask", lambda _lock: None)
    assert main() == 0
    printed = capsys.readouterr().out
    assert "NOT CHECKED" in printed
    assert "looked up" not in printed


def test_a_package_without_an_answer_is_named_as_not_checked() -> None:
    found = read([{"dependencies": [SAFE, UNKNOWN]}, None])
    assert (found.checked, found.not_checked) == (1, ["own"])
    assert "1 packages and 1 lock files" in " ".join(sentences(found, 1))


def test_the_locks_that_are_looked_up_are_all_there_are() -> None:
    there = {f"requirements/{path.name}" for path in
             (check_dependencies.CHECKOUT / "requirements").glob("*.txt")}  # fmt: skip
    assert set(LOCKS) == there
    assert Found().vulnerable == []
