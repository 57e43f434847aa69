"""``python -m geodata.build SOURCE_DIR``: build the packaged data from its sources."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from geodata.build import run
from geodata.errors import BuildError


def main(arguments: list[str] | None = None) -> int:
    """Build the data, or say in a sentence why it cannot be built.

    Parameters
    ----------
    arguments : list of str, optional
        Command line without the program; the process's own when left out.

    Returns
    -------
    int
        0 if the data was written, 1 if a source is not what it claims to be.
    """
    parser = argparse.ArgumentParser(prog="python -m geodata.build", description=run.__doc__)
    parser.add_argument("source_dir", type=Path, help="holds geodata/ and plan-2024/")
    parser.add_argument("--into", type=Path, default=None, help="default: the package's own data")
    options = parser.parse_args(arguments)
    try:
        report = run(options.source_dir, options.into)
    except BuildError as error:
        sys.stderr.write(f"Nothing was built: {error}\n")
        return 1
    sys.stdout.write(report)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
