"""At every door a text is measured before it is read, and what nobody sees stays outside."""

from collections.abc import Callable, Iterator
from pathlib import Path

import click
import pytest
from flask import Flask
from flask_wtf import FlaskForm
from wtforms import StringField

from geo_app.accounts import forms, forms_users
from geo_app.bodies import LONGEST_PARAMETER, LONGEST_PATH, PASSWORDS
from geo_app.cli import main
from geo_app.cli_import import LONGEST_FILE_NAME
from geo_app.cli_params import LONGEST as LONGEST_ARGUMENT
from geo_app.cli_params import Text
from geo_app.personal import refusal
from geo_app.register.rules import NOTE_LENGTH
from geodata.geocoding import LONGEST_TEXT
from tests.cli_runs import run_command
from tests.personal.entries import CODE, ENTRIES, HOTSPOT, Doors, Entry
from tests.personal.test_entries import column_held, console, doors, good_texts
from tests.rules.documents import leaf_commands

__all__ = ["console", "doors"]  # fixtures
# The system itself takes no longer name of a file.
BY_THE_SYSTEM = {"file"}
UNSEEN = "\u200b\u202e\u00ad\ufeff\U000e0041"
BLANK = "\u200b\u2800\u3164\u00a0"
PASTED = f"{CODE[:3]}\u200b\u2011{CODE[4:]}\u00a0"


@pytest.fixture
def read_lengths(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How long the texts are that the guard is given to read."""
    lengths: list[int] = []
    reads = refusal.findings_in

    def noted(text: str) -> list:
        lengths.append(len(text))
        return reads(text)

    monkeypatch.setattr(refusal, "findings_in", noted)
    return lengths


@pytest.mark.parametrize("entry", ENTRIES, ids=[each.send.__name__ for each in ENTRIES])
def test_what_is_too_long_is_refused_unread(
    doors: Doors, database_url: str, entry: Entry, read_lengths: list[int]
):
    texts = good_texts(entry)
    for name in set(entry.fields) - BY_THE_SYSTEM:
        answer = entry.send(doors, {**texts, name: "1." * 4_500})
        assert not answer.saved, name
        assert "1.1.1.1." not in column_held(database_url, entry.column(name))
    assert max(read_lengths, default=0) <= max(NOTE_LENGTH, LONGEST_TEXT, LONGEST_FILE_NAME)


@pytest.mark.parametrize("entry", ENTRIES, ids=[each.send.__name__ for each in ENTRIES])
def test_what_cannot_be_seen_is_not_kept(doors: Doors, database_url: str, entry: Entry):
    texts = good_texts(entry)
    sent = {name: f"{text[:2]}{UNSEEN}{text[2:]}" for name, text in texts.items()}
    for name in set(entry.fields) & BY_THE_SYSTEM:
        sent[name] = texts[name]
    answer = entry.send(doors, sent)
    assert answer.saved, answer.text
    for name, text in texts.items():
        held = column_held(database_url, entry.column(name))
        assert text.split(",")[0] in held, name
        assert not any(ascii(each)[1:-1] in held or each in held for each in UNSEEN), name


@pytest.mark.parametrize("entry", ENTRIES, ids=[each.send.__name__ for each in ENTRIES])
def test_a_text_in_which_nothing_is_seen_is_none(doors: Doors, database_url: str, entry: Entry):
    """A field that must be filled in refuses it; another one keeps nothing."""
    texts = good_texts(entry)
    for name in set(entry.fields) - BY_THE_SYSTEM:
        blank, nothing = ({**texts, name: text} for text in (BLANK, ""))
        answer = entry.send(doors, blank)
        for each in BLANK[:3]:
            held = column_held(database_url, entry.column(name))
            assert each not in held, name
            assert ascii(each)[1:-1] not in held, name
        if not answer.saved:
            assert not entry.send(doors, nothing).saved, name


def fields_of_text() -> Iterator[tuple[str, str, list]]:
    for module in (forms, forms_users):
        for form in vars(module).values():
            if isinstance(form, type) and issubclass(form, FlaskForm) and form is not FlaskForm:
                for name, made in vars(form).items():
                    kind = getattr(made, "field_class", None)
                    if kind and issubclass(kind, StringField) and not name.startswith("next"):
                        yield f"{form.__name__}.{name}", kind.__name__, made.kwargs


def test_every_field_of_a_form_ends_its_checks_at_what_is_too_long():
    found = list(fields_of_text())
    assert len(found) >= 8
    for name, kind, options in found:
        if kind != "HiddenField" and name != "RightsForm.seen":
            kinds = [type(each) for each in options["validators"]]
            assert forms.NoLongerThan in kinds, name
            assert kinds.index(forms.NoLongerThan) <= 1, name


def test_every_field_of_a_password_stays_as_it_was_typed():
    passwords = [name for name, kind, _options in fields_of_text() if kind == "PasswordField"]
    assert {name.partition(".")[2] for name in passwords} == PASSWORDS


def test_every_text_of_a_command_is_bounded_and_seen():
    bounded = (Text, click.Path, click.Choice, click.IntRange, type(click.INT), type(click.FLOAT))
    for name, command in leaf_commands(main, "hotspots"):
        for parameter in command.params:
            is_flag = getattr(parameter, "is_flag", False)
            assert is_flag or isinstance(parameter.type, bounded), (name, parameter.name)


def test_a_token_with_a_long_name_is_answered_unread(signed_in: Callable, read_lengths: list[int]):
    client = signed_in("viewer")
    sent = {"label": "1." * 15_000, "days": "30"}
    assert client.post_form("/account/tokens", sent, page="/account").status_code == 422
    assert read_lengths == []
    sent["label"] = "1." * 30
    assert client.post_form("/account/tokens", sent, page="/account").status_code == 200
    assert set(read_lengths) == {60}


@pytest.mark.parametrize("label", [BLANK, "\u3164", "báo\u200bcáo"], ids=ascii)
def test_a_token_is_called_what_can_be_seen(signed_in: Callable, database_url: str, label: str):
    answer = signed_in("viewer").post_form("/account/tokens", {"label": label}, page="/account")
    assert answer.status_code == 422
    assert column_held(database_url, "token.name") == "[]"


class TestCodesThatWerePasted:
    @pytest.mark.parametrize("path", [HOTSPOT, f"{HOTSPOT}/inspections/new"])
    def test_a_page_is_found(self, signed_in: Callable, path: str):
        client = signed_in("dolisa")
        assert client.get(path).status_code == 200
        assert client.get(path.replace(CODE, PASTED)).status_code == 200

    def test_the_interface_finds_them(self, api_client: Callable):
        client = api_client("dolisa")
        for path in (HOTSPOT, f"{HOTSPOT}/events"):
            assert client.get(f"/api/v1{path.replace(CODE, PASTED)}").status_code == 200
        found = client.get("/api/v1/hotspots?district=002\u200b\u00a0").json["features"]
        assert found == client.get("/api/v1/hotspots?district=002").json["features"]

    def test_a_table_and_the_command_find_them(self, doors: Doors):
        path = Path(doors.folder) / "khao-sat.csv"
        path.write_text(
            f"code,effective_on,level,note\n{PASTED},2024-05-17,inactive,Khảo sát\n", "utf-8"
        )
        assert run_command("import", str(path)).exit_code == 0
        sheet = str(doors.folder / "so-do.svg")
        arguments = ("--district", "0\u200b20\u00a0", "--format", "svg", "--out", sheet)
        assert run_command("snapshot", *arguments).exit_code == 0


def test_no_address_is_read_further_than_its_bounds(app: Flask, signed_in: Callable):
    client = signed_in("viewer")
    assert client.get("/hotspots/" + "1." * LONGEST_PATH).status_code == 404
    with app.test_request_context("/hotspots?district=" + "1." * LONGEST_PARAMETER):
        from flask import request  # noqa: PLC0415 (of this context)

        assert len(request.args["district"]) == LONGEST_PARAMETER


def test_a_text_on_the_command_line_is_bounded():
    answer = run_command("geocode", "1." * LONGEST_ARGUMENT)
    assert answer.exit_code == 2
