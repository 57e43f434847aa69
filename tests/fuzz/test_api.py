"""Whatever is sent to the interface for programs, it answers as its description says."""

from collections.abc import Callable
from typing import Any

import pytest
import schemathesis
from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st
from schemathesis import Case, GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi import checks

from tests.accounts import matrix
from tests.accounts.asked import ASKED, NOTHING, VALUES, Asked, world
from tests.accounts.matrix import Row
from tests.effort import by_effort
from tests.fuzz.hostile import SPOILT, mostly
from tests.fuzz.people import allowed, programs
from tests.fuzz.unchanged import contents_of
from tests.kept_rows import kept_rows

DESCRIPTION = "/api/v1/openapi.json"
EXAMPLES = by_effort(quick=16, full=180)
REFUSED = 400
ROWS = [
    each
    for each in matrix.rows()
    if each.route.startswith("/api/v1/") and each.route != DESCRIPTION
]
# That whatever fits the schema is taken is not asked: the rules of the register go beyond it.
CHECKS = [
    not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_headers_conformance,
    checks.response_schema_conformance,
]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_every_answer_is_one_of_the_described(
    unlimited_app: Flask, row: Row, figure: Callable[..., None]
) -> None:
    everybody, stage = programs(unlimited_app), world(unlimited_app)
    asked = ASKED.get(row.name, NOTHING)
    values = {**VALUES, **asked.values(stage, everybody[0])}
    described = schemathesis.openapi.from_wsgi(
        DESCRIPTION, unlimited_app, headers=everybody[1].headers
    )
    path = row.route.replace("<int:", "{").replace("<", "{").replace(">", "}")
    tried = refused = 0

    with contents_of(unlimited_app) as contents, kept_rows(unlimited_app) as kept:
        first = contents.mark()

        @settings(max_examples=EXAMPLES)
        @given(
            cases(described[path][row.method], asked, values),
            mostly(allowed(row, everybody), st.sampled_from(everybody)),
        )
        def ask(case: Case, actor: Any) -> None:
            if not tried:
                send(case, everybody[0])
            send(case, actor)

        def send(case: Case, actor: Any) -> None:
            nonlocal tried, refused
            answer = case.call(headers=actor.headers)
            tried += 1
            case.validate_response(answer, checks=CHECKS)
            if answer.status_code >= REFUSED:
                refused += 1
                assert row.method == "GET" or contents.mark() == first, "something was written"
            elif row.method != "GET":
                kept.put_back()

        ask()
        assert contents.mark() == first
    assert 0 < refused < tried
    figure("fuzz: requests to the interface for programs", tried)
    figure("fuzz: refused, and nothing written", refused)


@st.composite
def cases(draw: Callable[..., Any], operation: Any, asked: Asked, values: dict[str, Any]) -> Case:
    """What fits the description or does not, most of it put right so that it gets somewhere."""
    mode = draw(st.sampled_from((GenerationMode.POSITIVE, GenerationMode.NEGATIVE)))
    case: Case = draw(operation.as_strategy(generation_mode=mode))
    for name, given_value in (case.path_parameters or {}).items():
        case.path_parameters[name] = draw(mostly([values[name]], st.just(given_value)))
    for sent, right in ((case.query, asked.query), (case.headers, {})):
        # What fits the description is mostly no day that can be read, and no version.
        for name in [name for name in sorted(sent or {}) if draw(st.integers(0, SPOILT)) < SPOILT]:
            del sent[name]
            if name in right:
                sent[name] = right[name]
    if isinstance(case.body, dict) and asked.json and draw(st.booleans()):
        case.body = dict(asked.json)
    elif isinstance(case.body, dict) and asked.json:
        right = draw(st.sets(st.sampled_from(sorted(asked.json)), min_size=len(asked.json) - 2))
        kept = draw(st.sets(st.sampled_from(sorted(case.body)), max_size=2)) if case.body else ()
        case.body = {name: case.body[name] for name in sorted(kept)} | {
            name: asked.json[name] for name in sorted(right)
        }
    return case
