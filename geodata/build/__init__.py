"""Turns the source layers into the package's own data: derived, checked, compressed.

Nothing here is needed at run time.  Run ``python -m geodata.build SOURCE_DIR``; the same sources
give the same bytes.
"""

from __future__ import annotations

from pathlib import Path

from geodata.build import appendices, steps
from geodata.build.writing import Output

DATA_DIRECTORY = Path(__file__).parent.parent / "data"


def run(source_directory: Path, target: Path | None = None) -> str:
    """Build the packaged data of Hanoi's places and the plan from the source layers.

    Parameters
    ----------
    source_directory : pathlib.Path
        Holds ``geodata/`` and ``plan-2024/``.
    target : pathlib.Path, optional
        Where to write; the package's own ``data`` directory when left out.

    Returns
    -------
    str
        A table of what was written.

    Raises
    ------
    BuildError
        If a source is missing or not what it claims to be; nothing is then written.
    """
    output = Output(source_directory)
    districts, communes = steps.add_boundaries(source_directory, output)
    communes_2024 = steps.add_communes_2024(source_directory, output, districts, communes)
    steps.add_lines_and_points(source_directory, output, districts, districts.outline)
    appendices.add_plan(source_directory, output, districts.units, communes_2024)
    total = output.write(target or DATA_DIRECTORY)
    lines = [
        f"{entry['bytes']:>9,} bytes {entry['rows']:>9,} rows  {name}"
        for name, entry in sorted(output.entries.items())
    ]
    return "\n".join([*lines, f"{total:>9,} bytes in all"]) + "\n"
