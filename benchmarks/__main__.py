"""Run every benchmark of this folder, each in a process of its own so that none warms another."""

import subprocess
import sys
from pathlib import Path

FOLDER = Path(__file__).parent


def names() -> list[str]:
    return sorted(path.stem for path in FOLDER.glob("*.py") if not path.stem.startswith("_"))


def main(chosen: list[str]) -> int:
    unknown = sorted(set(chosen) - set(names()))
    if unknown:
        print(f"No benchmark named {', '.join(unknown)}; there are: {', '.join(names())}")
        return 2
    failed = []
    for name in chosen or names():
        print(f"== {name}", flush=True)
        done = subprocess.run([sys.executable, "-m", f"benchmarks.{name}"], check=False)  # noqa: S603  # a module of this folder
        if done.returncode:
            failed.append(name)
    if failed:
        print(f"Failed or slower than promised: {', '.join(failed)}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
