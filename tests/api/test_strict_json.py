"""JSON that two readers could understand differently is refused."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo_app.api.strict_json import DEEPEST, depth, read_json

VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=("Cs",))),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(max_size=5).filter(str.isascii), inner),
    max_leaves=20,
)


@given(VALUES)
def test_what_is_plain_is_read_as_it_was_written(value) -> None:
    written = json.dumps(value).encode()
    if depth(value) <= DEEPEST:
        assert read_json(written) == value
    else:
        with pytest.raises(ValueError, match="deep"):
            read_json(written)


AMBIGUOUS = [
    '{"level": "complex", "level": "inactive"}',
    '{"a": [{"b": 1, "b": 1}]}',
    '{"a": NaN}',
    '{"a": Infinity}',
    '{"a": -Infinity}',
    '{"a": 1e999}',
    '{"a": -1e999}',
    "[" * (DEEPEST + 1) + "]" * (DEEPEST + 1),
    "[" * 30_000 + "]" * 30_000,
    '{"a":' * 10_000 + "1" + "}" * 10_000,
    '{"a": ' + "9" * 5000 + "}",
    '{"a": "\\ud800"}',
    "{'a': 1}",
    "",
    "\ufeff{}",
]


@pytest.mark.parametrize("text", AMBIGUOUS, ids=range(len(AMBIGUOUS)))
def test_what_is_ambiguous_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  # each says it in its own words
        read_json(text.encode())


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-32", "latin-1"])
def test_another_encoding_is_refused(encoding: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  # each says it in its own words
        read_json('{"note": "é"}'.encode(encoding))


def test_as_many_levels_as_there_may_be_are_read() -> None:
    assert depth(read_json(("[" * DEEPEST + "]" * DEEPEST).encode())) == DEEPEST


@pytest.mark.parametrize("text", AMBIGUOUS, ids=range(len(AMBIGUOUS)))
def test_the_interface_answers_with_400_and_saves_nothing(
    api_client, code, events_path, text: str
) -> None:
    client = api_client("police")
    answer = client.post(events_path, data=text.encode(), content_type="application/json")
    assert answer.status_code == 400
    assert answer.mimetype == "application/problem+json"
    assert client.get(f"/api/v1/hotspots/{code}").json["properties"]["version"] == 1
