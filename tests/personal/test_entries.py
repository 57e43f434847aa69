"""No free text of the register is kept unless it was looked through, whatever door it takes."""

from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from geo_app.cli import main
from geo_app.db import Base
from geo_app.personal import findings_in
from tests.cli_runs import everything_in
from tests.personal.entries import (
    ABOUT_USERS,
    ENTRIES,
    GOOD,
    MADE_BY_THE_SERVICE,
    TABLES_OF_USERS,
    WITHOUT_FREE_TEXT,
    Doors,
    Entry,
)
from tests.rules.documents import leaf_commands

WRITING = {"POST", "PUT", "PATCH", "DELETE"}


@pytest.fixture
def console(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, database_url: str) -> Path:
    """A folder for files; commands speak to the database of the test."""
    monkeypatch.setenv("HOTSPOTS_INSTANCE", str(tmp_path / "instance"))
    monkeypatch.setenv("HOTSPOTS_DATABASE_URL", database_url)
    return tmp_path


@pytest.fixture
def doors(app: Flask, signed_in: Callable, api_client: Callable, console: Path) -> Doors:
    return Doors(app, signed_in("dolisa"), api_client("dolisa"), console)


def good_texts(entry: Entry) -> dict[str, str]:
    return {name: GOOD.get(name, f"Ghi lần thứ {name}") for name in entry.fields}


def column_held(url: str, column: str) -> str:
    """All that a column holds, as one text."""
    table, name = column.split(".")
    engine = sa.create_engine(url)
    try:
        with engine.connect() as connection:
            found = connection.execute(sa.select(Base.metadata.tables[table].c[name]))
            return repr([value for (value,) in found])
    finally:
        engine.dispose()


# One of each for every field, so that what one let in is not taken for another's.
GIVEN_NAMES = ("An", "Bình", "Cường", "Dũng", "Giang", "Hạnh", "Khánh")


@pytest.mark.parametrize("entry", ENTRIES, ids=[each.send.__name__ for each in ENTRIES])
def test_who_is_called_how_is_refused_at_every_field_and_other_text_is_kept(
    doors: Doors, database_url: str, entry: Entry, figure: Callable[[str, int], None]
):
    texts = good_texts(entry)
    for number, name in enumerate(entry.fields):
        for piece in (f"0912 345 67{number}", f"ông Trần Văn {GIVEN_NAMES[number]}"):
            answer = entry.send(doors, {**texts, name: f"Gọi {piece} khi cần"})
            assert not answer.saved, (name, piece)
            assert piece in answer.text or name == entry.unseen
            assert piece not in repr(everything_in(database_url)), (name, piece)
    # That it was these which kept the door shut: without them the same is kept.
    answer = entry.send(doors, texts)
    assert answer.saved, answer.text
    for name, text in texts.items():
        assert text.split(",")[0] in column_held(database_url, entry.column(name))
    figure("fields that refuse a phone number and a title with a name", len(entry.fields))


@pytest.mark.usefixtures("bare_app")  # which imports every model
def test_every_column_of_text_has_a_door_or_a_reason():
    known = {f"{table}.{name}" for table, names in MADE_BY_THE_SERVICE.items() for name in names}
    typed = {entry.column(name) for entry in ENTRIES for name in entry.fields}
    columns = {
        f"{table.name}.{column.name}"
        for table in Base.metadata.sorted_tables
        if table.name not in TABLES_OF_USERS
        for column in table.columns
        if isinstance(column.type, sa.String | sa.JSON)
    }
    assert typed & known == set()
    assert typed | known == columns


def test_every_way_to_write_has_a_door_or_a_reason(bare_app: Flask):
    ways = {
        rule.endpoint
        for rule in bare_app.url_map.iter_rules()
        if WRITING & (rule.methods or set())
        and not bare_app.view_functions[rule.endpoint].__module__.startswith(ABOUT_USERS)
    }
    ways |= {
        name
        for name, _command in leaf_commands(main, "hotspots")
        if not name.startswith(ABOUT_USERS)
    }
    doors = {entry.endpoint for entry in ENTRIES}
    assert doors & WITHOUT_FREE_TEXT.keys() == set()
    assert ways == doors | WITHOUT_FREE_TEXT.keys()


def test_nothing_that_the_plan_brings_points_to_a_person(database_url: str):
    held = [
        column_held(database_url, f"{table.name}.{column.name}")
        for table in Base.metadata.sorted_tables
        if table.name not in TABLES_OF_USERS
        for column in table.columns
        if isinstance(column.type, sa.String | sa.JSON) and not column.name.endswith("hash")
    ]
    assert any("Phan Trọng Tuệ" in text for text in held)
    assert {text: findings_in(text) for text in held if findings_in(text)} == {}
