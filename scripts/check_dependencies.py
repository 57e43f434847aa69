"""Look up known vulnerabilities of everything that is pinned.

    python -m scripts.check_dependencies

Ends with 1 when a pinned version has one. Where the advisory data cannot be reached, as on a
machine without a way to the internet, it says that nothing was checked, and ends with 0.
"""

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

CHECKOUT = Path(__file__).resolve().parent.parent
LOCKS = ("requirements/run.txt", "requirements/build.txt", "requirements/dev.txt")
LONGEST_SECONDS = 180


@dataclass
class Found:
    """What the advisory data says: the vulnerable, how many were looked up, and which were not."""

    vulnerable: list[str] = field(default_factory=list)
    checked: int = 0
    not_checked: list[str] = field(default_factory=list)


def ask(lock: str) -> dict[str, Any] | None:
    """The report on one lock file; None where no answer came."""
    command = [sys.executable, "-m", "pip_audit", "--disable-pip", "--require-hashes", "--no-deps"]
    command += ["--progress-spinner", "off", "--format", "json", "--requirement", lock]
    try:
        done = subprocess.run(
            command, cwd=CHECKOUT, capture_output=True, text=True, check=False,
            timeout=LONGEST_SECONDS,
        )  # fmt: skip
        report: dict[str, Any] = json.loads(done.stdout)
    except (subprocess.TimeoutExpired, json.JSONDecodeError):
        return None
    return report


def read(reports: Sequence[dict[str, Any] | None]) -> Found:
    """Put the reports together; a package without an answer is not checked, never passed."""
    found = Found()
    for report in reports:
        for package in (report or {}).get("dependencies", ()):
            name = package["name"]
            if "skip_reason" in package:
                found.not_checked.append(name)
                continue
            found.checked += 1
            for known in package["vulns"]:
                mended = ", ".join(known["fix_versions"]) or "none yet"
                found.vulnerable.append(
                    f"{name} {package['version']}: {known['id']}, mended in {mended}"
                )
    return found


def sentences(found: Found, unanswered: int) -> list[str]:
    said = [f"known vulnerability: {each}" for each in found.vulnerable]
    if found.checked:
        said.append(f"dependencies: {found.checked} looked up, {len(found.vulnerable)} findings")
    if found.not_checked or unanswered:
        said.append(
            f"dependencies NOT CHECKED for known vulnerabilities: {len(found.not_checked)} packages"
            f" and {unanswered} lock files (the advisory data gave no answer)"
        )
    return said


def main() -> int:
    reports = [ask(lock) for lock in LOCKS]
    found = read(reports)
    print("\n".join(sentences(found, reports.count(None))))
    return 1 if found.vulnerable else 0


if __name__ == "__main__":
    sys.exit(main())
