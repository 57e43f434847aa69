"""The checkers of tests/rules/ on small trees that break each rule."""

import ast
import io
import re
from pathlib import Path

import click
import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import write_po

from tests.rules import catalogues, docstrings, documents, imports, sources


def plant(root: Path, **files: str) -> list[Path]:
    """Write files named like geo_app__register__views: a double underscore is a folder."""
    planted = []
    for name, text in files.items():
        *folders, module = re.split(r"(?<=[a-z])__(?=[a-z_0-9])", name)
        path = root.joinpath(*folders, f"{module}.py")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        planted.append(path)
    return planted


@pytest.mark.parametrize(
    ("module", "line"),
    [
        ("geodata__units", "import flask"),
        ("geodata__units", "from flask_babel import gettext"),
        ("geodata__units", "from matplotlib.figure import Figure"),
        ("geodata__build__roads", "def late():\n    import maps.sheet"),
        ("maps__sheet", "from sqlalchemy import text"),
        ("maps__document", "from geo_app import db"),
        ("geo_app__mapping__views", "import folium.plugins"),
    ],
)
def test_an_arrow_running_back_is_seen(tmp_path: Path, module: str, line: str):
    plant(tmp_path, **{module: line})
    assert len(imports.arrows_running_back(tmp_path)) == 1


def test_arrows_running_forward_are_fine(tmp_path: Path):
    plant(
        tmp_path,
        maps__document="import folium\nfrom geodata import units",
        geo_app__mapping__views="from maps.document import build_map\nimport flask",
    )
    assert imports.arrows_running_back(tmp_path) == []


@pytest.mark.parametrize(
    "line", ["from . import views", "from geo_app.register.views import page", "import a.views"]
)
def test_models_importing_views_are_seen(tmp_path: Path, line: str):
    plant(tmp_path, geo_app__register__models=line, geo_app__register__queries="from . import q")
    assert len(imports.models_importing_views(tmp_path)) == 1


@pytest.mark.parametrize("line", ["from sqlalchemy import select", "session.execute(question)"])
def test_sql_in_views_is_seen(tmp_path: Path, line: str):
    plant(tmp_path, geo_app__register__views=line, geo_app__register__queries=line)
    assert len(imports.sql_in_views(tmp_path)) == 1


def test_a_module_past_300_lines_is_seen(tmp_path: Path):
    files = plant(tmp_path, short="x = 1\n" * 300, long="x = 1\n" * 301)
    assert sources.long_modules(tmp_path, files) == ["long.py has 301 lines"]


def migration(number: str, before: str | None) -> str:
    return f"revision: str = {number!r}\ndown_revision: str | None = {before!r}\n"


def test_migrations_in_one_line_are_fine(tmp_path: Path):
    plant(
        tmp_path,
        env="x = 1",
        versions__0001_register=migration("0001", None),
        versions__0002_audit=migration("0002", "0001"),
    )
    assert sources.migration_faults(tmp_path) == []


@pytest.mark.parametrize(
    ("second", "text"),
    [
        ("0003_gap", migration("0003", "0001")),
        ("0002_branch", migration("0002", None)),
        ("ab12cd_audit", migration("0002", "0001")),
    ],
)
def test_a_gap_a_branch_or_a_nameless_migration_is_seen(tmp_path: Path, second: str, text: str):
    plant(tmp_path, **{"0001_register": migration("0001", None), second: text})
    assert len(sources.migration_faults(tmp_path)) >= 1


ADDRESS = "https" + "://example.org/wheel-1.0.whl"
REGISTRY = "index = " + "pypi" + ".org"
HOME = '"/ho' + 'me/anna/data"'


def test_addresses_of_downloads_and_registries_are_seen(tmp_path: Path):
    files = plant(tmp_path, one=f"# {ADDRESS}", two=f"# {REGISTRY}", fine="# https://leafletjs.com")
    assert len(sources.download_addresses(tmp_path, files)) == 2


def test_a_home_folder_is_seen_and_a_path_of_the_site_is_not(tmp_path: Path):
    files = plant(tmp_path, bad=f"folder = {HOME}", fine="url = 'https://example.org/home/page'")
    assert len(sources.home_paths(tmp_path, files)) == 1


def test_a_large_file_is_seen_unless_listed(tmp_path: Path):
    (tmp_path / "data.bin").write_bytes(bytes(sources.BYTES_ALLOWED + 1))
    files = [tmp_path / "data.bin"]
    assert len(sources.large_files(tmp_path, files, frozenset())) == 1
    assert sources.large_files(tmp_path, files, frozenset({"data.bin"})) == []


@pytest.mark.parametrize(
    ("comment", "fine"),
    [
        ("# no" + "qa: S603", False),
        ("# no" + "qa", False),
        ("# ty" + "pe: ignore[arg-type]", False),
        ("# no" + "qa: S603, S607  # a module of this folder", True),
        ("# ty" + "pe: ignore[arg-type]  # the stub knows only str", True),
    ],
)
def test_a_silenced_tool_needs_a_reason(tmp_path: Path, comment: str, *, fine: bool):
    files = plant(tmp_path, module=f"x = 1  {comment}\n")
    assert (sources.exceptions_without_reason(tmp_path, files) == []) is fine


DOCUMENTED = '''
def area(lon: float, *, edition: str = "2024") -> Area:
    """Measure.

    Parameters
    ----------
    lon
        Longitude in degrees.
    edition : str
        Edition.

    Returns
    -------
    Area
        Square kilometres.
    """
'''


def test_a_documented_function_is_fine(tmp_path: Path):
    plant(tmp_path, geodata__units=DOCUMENTED, geodata___inner="def f(x): pass")
    assert docstrings.undocumented(tmp_path, ("geodata",)) == []


def test_a_folder_keeps_to_itself_what_its_door_does_not_hand_on(tmp_path: Path):
    plant(
        tmp_path,
        maps__sheet____init__="from maps.sheet.drawing import draw",
        maps__sheet__drawing="def draw(x): ...\ndef inner(x): ...",
        geodata__build____main__="",
        geodata__build__reading="def read(x): ...",
    )
    assert docstrings.undocumented(tmp_path, ("geodata", "maps")) == [
        "maps/sheet/drawing.py:1 draw: no docstring"
    ]


@pytest.mark.parametrize(
    "damage",
    [("edition : str\n", "version : str\n"), ("Returns\n    -------", ""), ('"""Measure', '"""')],
)
def test_what_a_docstring_leaves_out_is_seen(damage: tuple[str, str]):
    text = DOCUMENTED.replace(*damage)
    if damage[1] == '"""':
        text = "def area(lon: float) -> Area:\n    return lon"
    (_name, function) = next(docstrings.public_functions(ast.parse(text)))
    assert list(docstrings.faults(function))


def test_settings_are_compared_both_ways():
    page = "## `HOTSPOTS_OLD`\n\n## `HOTSPOTS_KEPT`\n"
    assert documents.settings_not_described(["HOTSPOTS_KEPT", "HOTSPOTS_NEW"], page) == [
        "HOTSPOTS_NEW has no heading",
        "HOTSPOTS_OLD is described and does not exist",
    ]


def test_commands_and_their_options_are_compared():
    @click.group
    def main(): ...

    @main.group
    def user(): ...

    @user.command
    @click.argument("name")
    @click.option("--role")
    @click.option("--scope")
    def add(name, role, scope): ...

    page = "## `hotspots user add NAME --role ROLE`\n\n`--role`: …\n\n## `hotspots verify`\n"
    assert documents.commands_not_described(main, page) == [
        "hotspots verify is described and does not exist",
        "hotspots user add --scope is not described",
    ]


def test_a_dependency_without_a_row_is_seen():
    page = "| `flask` | web |\n| `psycopg` | database |\n"
    needed = ["flask>=3.0", "psycopg[binary]>=3.2", "types_shapely>=2.0"]
    assert documents.dependencies_without_reason(needed, page) == ["types-shapely has no row"]


class TestCatalogues:
    def test_texts_of_code_and_templates_are_found(self, tmp_path: Path):
        (tmp_path / "babel.cfg").write_text(
            "[python: **.py]\n[jinja2: **/templates/**.html]\n", encoding="utf-8"
        )
        plant(tmp_path, geo_app__texts='lazy_gettext("one"); lazy_ngettext("two", "twos", n)')
        template = tmp_path / "geo_app" / "templates" / "page.html"
        template.parent.mkdir()
        template.write_text("{{ _('three') }}", encoding="utf-8")
        assert catalogues.texts_in_code(tmp_path) == {"one", "two", "three"}

    def test_differences_go_both_ways(self):
        one = Catalog(locale="vi")
        one.add("old", "cũ")
        assert len(catalogues.differences({"new"}, one)) == 2

    def test_empty_fuzzy_and_half_plural_are_untranslated(self):
        one = Catalog(locale="en")
        one.add("a", "")
        one.add("b", "b", flags={"fuzzy"})
        one.add(("c", "cs"), ("c", ""))
        one.add("d", "d")
        assert len(catalogues.untranslated(one)) == 3

    def test_placeholders_are_compared(self):
        one = Catalog(locale="vi")
        one.add("%(count)s places", "%(so)s điểm")
        one.add(("one place", "%(num)d places"), ("%(num)d điểm",))
        assert len(catalogues.unequal_placeholders(one)) == 1

    def test_a_stale_compiled_catalogue_is_seen(self, tmp_path: Path):
        folder = tmp_path / "vi" / "LC_MESSAGES"
        folder.mkdir(parents=True)
        one = Catalog(locale="vi")
        one.add("a", "một")
        compiled = io.BytesIO()
        write_mo(compiled, one)
        (folder / "messages.mo").write_bytes(compiled.getvalue())
        for translation, faults in (("một", 0), ("hai", 1)):
            one["a"].string = translation
            with (folder / "messages.po").open("wb") as file:
                write_po(file, one)
            assert len(catalogues.out_of_step(tmp_path, "vi")) == faults
