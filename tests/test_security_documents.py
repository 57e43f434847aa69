"""What the two documents on security name exists, and each requirement has one row."""

import re
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
DOCUMENTS = ("docs/security.md", "docs/security-asvs.md")
NAMED = re.compile(r"`((?:geo_app|geodata|maps|tests|docs)/[\w/.-]+)(?:::(\w+))?`")
# Requirements of levels 1 and 2 in version 5.0.0 of the standard.
REQUIREMENTS = 253


def rows() -> list[tuple[str, str]]:
    text = (ROOT / "docs/security-asvs.md").read_text(encoding="utf-8")
    return re.findall(r"^\| V([\d.]+) \| [^|]+ \| (yes|partly|no|n/a) \|", text, re.MULTILINE)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_what_is_named_exists(document: str) -> None:
    missing = []
    for path, test in NAMED.findall((ROOT / document).read_text(encoding="utf-8")):
        file = ROOT / path
        if not file.is_file() or (test and f"def {test}(" not in file.read_text(encoding="utf-8")):
            missing.append(f"{path}::{test}")
    assert missing == []


def test_each_requirement_has_one_row() -> None:
    numbers = Counter(number for number, _answer in rows())
    assert [number for number, times in numbers.items() if times > 1] == []
    assert len(numbers) == REQUIREMENTS


def test_the_summary_counts_the_rows() -> None:
    found = Counter(answer for _number, answer in rows())
    text = (ROOT / "docs/security.md").read_text(encoding="utf-8")
    said = f"{found['yes']} yes, {found['partly']} partly, {found['no']} no, {found['n/a']} not"
    assert said in text
