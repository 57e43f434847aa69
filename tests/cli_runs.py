"""Runs of the command, in this process and as people start it."""

import os
import sys
from pathlib import Path

import sqlalchemy as sa
from click.testing import CliRunner, Result

from geo_app.cli import main
from geo_app.db import make_engine

CHECKOUT = Path(__file__).parent.parent


def run_command(*arguments: str, text: str | None = None) -> Result:
    return CliRunner().invoke(main, list(arguments), input=text)


def one_sentence(result: Result, exit_code: int) -> str:
    """What a failed command says: one line, nothing a programmer would write."""
    assert result.exit_code == exit_code, result.output
    lines = result.stderr.strip().splitlines()
    assert len(lines) == 1, result.stderr
    assert "Traceback" not in lines[0]
    return lines[0]


def everything_in(url: str) -> dict[str, list[str]]:
    """All rows of all tables."""
    engine = make_engine(url)
    try:
        with engine.connect() as connection:
            # PostGIS keeps its own table of coordinate systems beside ours.
            names = set(sa.inspect(connection).get_table_names()) - {"spatial_ref_sys"}
            return {name: sorted(rows_of(connection, name)) for name in names}
    finally:
        engine.dispose()


def rows_of(connection: sa.Connection, name: str) -> list[str]:
    everything = sa.select(sa.text("*")).select_from(sa.table(name))
    return [repr(tuple(row)) for row in connection.execute(everything)]


def process_arguments(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "geo_app", *arguments]


def process_environment(**settings: str) -> dict[str, str]:
    inherited = {name: value for name, value in os.environ.items() if "HOTSPOTS_" not in name}
    return {**inherited, **settings}
