"""The rules of the house, checked by reading the code. What a rule does is in tests/rules/."""

import hashlib
import tomllib
from pathlib import Path

import pytest

from geo_app.cli import main
from geo_app.config import SETTINGS
from tests.rules import catalogues, connections, docstrings, documents, imports, sources

ROOT = Path(__file__).resolve().parent.parent
LANGUAGES = ("vi", "en")
TRANSLATIONS = ROOT / "geo_app" / "translations"

# Files over 1 MB that belong here, each with its reason.
LARGE_FILES: frozenset[str] = frozenset()

# Who opens a connection or waits for one, each with its reason. Everything else asks nobody.
CONNECTIONS = {
    ("geo_app/db.py", "sqlalchemy.create_engine"): "to the database that the operator names",
    ("geo_app/cli_serve.py", "waitress"): "waits for readers where --host and --port say",
}


@pytest.fixture(scope="module")
def tracked() -> list[Path]:
    return sources.tracked_files(ROOT)


def read(page: str) -> str:
    return (ROOT / "docs" / page).read_text(encoding="utf-8")


def test_imports_run_one_way():
    assert imports.arrows_running_back(ROOT) == []


def test_models_do_not_know_the_views():
    assert imports.models_importing_views(ROOT) == []


def test_views_hold_no_sql():
    assert imports.sql_in_views(ROOT) == []


def test_nothing_opens_connections_of_its_own():
    assert connections.connections(ROOT, CONNECTIONS) == []


def test_modules_fit_in_one_look(tracked: list[Path]):
    assert sources.long_modules(ROOT, tracked) == []


def test_migrations_are_numbered_in_one_line():
    assert sources.migration_faults(ROOT / "geo_app" / "migrations") == []


def test_migrations_depend_on_nothing_that_moves():
    assert sources.migrations_taking_from_the_application(ROOT) == []


def test_no_migration_is_edited():
    folder = ROOT / "geo_app" / "migrations"
    files = (*folder.glob("frozen*.py"), *(folder / "versions").glob("0*.py"))
    found = {each.name: hashlib.sha256(each.read_bytes()).hexdigest() for each in files}
    listed = (Path(__file__).parent / "rules" / "migrations.txt").read_text(encoding="ascii")
    assert found == dict(line.split()[::-1] for line in listed.splitlines())


def test_no_file_names_a_registry_or_a_download(tracked: list[Path]):
    assert sources.download_addresses(ROOT, tracked) == []


def test_no_file_names_a_folder_of_somebodys_machine(tracked: list[Path]):
    assert sources.home_paths(ROOT, tracked) == []


def test_large_files_are_listed(tracked: list[Path]):
    assert sources.large_files(ROOT, tracked, LARGE_FILES) == []


def test_every_exception_to_a_rule_says_why(tracked: list[Path]):
    assert sources.exceptions_without_reason(ROOT, tracked) == []


def test_libraries_document_what_they_take_and_return():
    assert docstrings.undocumented(ROOT, ("geodata", "maps")) == []


def test_settings_are_described():
    names = [setting.name for setting in SETTINGS]
    assert documents.settings_not_described(names, read("settings.md")) == []


def test_commands_are_described():
    assert documents.commands_not_described(main, read("commands.md")) == []


def test_every_dependency_has_a_reason():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    names = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    page = read("decisions/0001-dependencies.md")
    assert documents.dependencies_without_reason(names, page) == []


@pytest.mark.parametrize("language", LANGUAGES)
class TestCatalogue:
    def test_it_holds_exactly_the_texts_of_the_code(self, language: str):
        one = catalogues.catalogue(TRANSLATIONS, language)
        assert catalogues.differences(catalogues.texts_in_code(ROOT), one) == []

    def test_nothing_is_untranslated(self, language: str):
        assert catalogues.untranslated(catalogues.catalogue(TRANSLATIONS, language)) == []

    def test_translations_keep_the_values_put_into_them(self, language: str):
        assert catalogues.unequal_placeholders(catalogues.catalogue(TRANSLATIONS, language)) == []

    def test_the_compiled_catalogue_is_in_step(self, language: str):
        assert catalogues.out_of_step(TRANSLATIONS, language) == []
