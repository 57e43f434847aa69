"""Text that passes through `inert` is shown literally and compiled nowhere."""

import json
from html import unescape

import jinja2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from maps.markup import inert, inert_json
from tests.maps.map_samples import HOSTILE

DANGEROUS = set("<>\"'`{}$\\%")


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_survives_jinja_and_html(text: str) -> None:
    rendered = jinja2.Template(inert(text)).render()
    assert unescape(rendered) == text
    assert not DANGEROUS & set(rendered)


@given(st.text())
def test_any_text_comes_back(text: str) -> None:
    made = inert(text)
    assert unescape(made) == text
    assert not DANGEROUS & set(made)


@pytest.mark.parametrize("text", HOSTILE)
def test_json_survives_a_template_that_is_compiled_twice(text: str) -> None:
    rendered = jinja2.Template(jinja2.Template(inert_json({text: [text]})).render()).render()
    assert json.loads(rendered) == {text: [text]}
    assert not set("<>'`$%") & set(rendered)


@given(st.recursive(st.text() | st.integers() | st.none(), st.lists))
def test_any_json_comes_back(value: object) -> None:
    assert json.loads(inert_json(value)) == value
