"""Settings are read from a table; a value that cannot be meant is refused with a sentence."""

from pathlib import Path

import pytest

from geo_app.config import SettingError, flask_config
from tests.cli_runs import one_sentence, run_command


def test_whole_numbers_have_their_defaults(tmp_path: Path):
    config = flask_config(tmp_path)
    assert (config["CHECK_MONTHS"], config["BORDER_METRES"]) == (6, 300)


@pytest.mark.parametrize(("text", "number"), [("1", 1), (" 12 ", 12), ("120", 120), (9, 9)])
def test_a_whole_number_is_taken_as_one(tmp_path: Path, text: str | int, number: int):
    assert flask_config(tmp_path, {"CHECK_MONTHS": text})["CHECK_MONTHS"] == number


@pytest.mark.parametrize("text", ["0", "121", "-6", "6.5", "six", "６", "6 months", "9" * 5000])
def test_another_value_is_refused_by_its_name(tmp_path: Path, text: str):
    with pytest.raises(SettingError, match="HOTSPOTS_CHECK_MONTHS takes a whole number from 1 to"):
        flask_config(tmp_path, {"CHECK_MONTHS": text})


@pytest.mark.parametrize("text", ["0", "10001", "300m"])
def test_a_border_zone_has_a_width_in_whole_metres(tmp_path: Path, text: str):
    with pytest.raises(SettingError, match=f"from 1 to 10000, not “{text}”"):
        flask_config(tmp_path, {"BORDER_METRES": text})


def test_the_command_says_it_in_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("HOTSPOTS_INSTANCE", str(tmp_path))
    monkeypatch.setenv("HOTSPOTS_CHECK_MONTHS", "half a year")
    sentence = one_sentence(run_command("init"), 2)
    assert "HOTSPOTS_CHECK_MONTHS" in sentence
    assert "“half a year”" in sentence
