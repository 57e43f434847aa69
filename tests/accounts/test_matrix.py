"""Every route and method, asked by every role in every scope, answers as matrix.txt says."""

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask, url_for
from werkzeug.test import TestResponse

from tests.accounts import matrix
from tests.accounts.actors import Actor, actors
from tests.accounts.asked import ASKED, NOTHING, VALUES, World, world
from tests.accounts.matrix import Row
from tests.effort import by_effort
from tests.kept_rows import kept_rows

ANYTHING = {**VALUES, "number": 1, "token": 1}
# Where somebody is sent who has to prove something first: not what was asked for.
ELSEWHERE = ("/login", "/account/confirm")
# Of those who ask for a row, every so manieth does, beginning with another at the next row.
STRIDE = by_effort(quick=3, full=1)


def test_each_route_has_one_row_and_each_row_a_route(bare_app: Flask) -> None:
    named = Counter(row.name for row in matrix.rows())
    there = Counter(matrix.routes_of(bare_app))
    assert there - named == Counter(), "routes without a row"
    assert named - there == Counter(), "rows without a route"


def test_what_is_sent_belongs_to_a_row() -> None:
    assert set(ASKED) <= {row.name for row in matrix.rows()}


def test_a_stranger_gets_by_no_other_method_what_get_refuses(bare_app: Flask) -> None:
    client = bare_app.test_client()
    for row in matrix.rows():
        if not row.is_public:
            for method in ("HEAD", "OPTIONS"):
                answer = client.open(address(bare_app, row, ANYTHING), method=method)
                assert answer.status_code in {302, 401, 405}, row.name


@pytest.mark.usefixtures("_drawn_at_once")
def test_every_answer_is_the_one_in_the_table(
    unlimited_app: Flask, figure: Callable[..., None]
) -> None:
    stage, everybody = world(unlimited_app), actors(unlimited_app)
    found, asked = [], 0
    with kept_rows(unlimited_app) as kept:
        for number, row in enumerate(matrix.rows()):
            for actor in everybody[number % STRIDE :: STRIDE]:
                asked += 1
                answer = ask(stage, row, actor)
                wanted = row.wanted(actor.role, actor.scope, by_token=actor.by_token)
                if not is_wanted(row, answer, wanted):
                    found.append(f"{row.name}: {actor} got {told(answer)}, not {wanted}")
                if may_have_written(row, answer):
                    kept.put_back()
    figure("matrix: answers checked (routes × methods × roles × scopes)", asked)
    assert not found, "\n".join(found)


def ask(stage: World, row: Row, actor: Actor) -> TestResponse:
    asked = ASKED.get(row.name, NOTHING)
    if asked.before and actor.role and not actor.by_token:
        asked.before(stage, actor)
    path = address(stage.app, row, {**VALUES, **asked.values(stage, actor)})
    client = stage.app.test_client(use_cookies=False)
    sent = asked.sent(stage, actor) if row.method == "POST" else {}
    return actor.ask(client, row.method, path, query_string=asked.query, **sent)


def address(app: Flask, row: Row, values: dict[str, Any]) -> str:
    rule = next(each for each in app.url_map.iter_rules() if is_rule(each, row))
    with app.test_request_context():
        found = url_for(rule.endpoint, **{name: values[name] for name in rule.arguments})
    # Scripts and styles have their version behind it.
    return found.partition("?")[0]


def is_rule(rule: Any, row: Row) -> bool:
    return bool(rule.rule == row.route and row.method in rule.methods)


def is_wanted(row: Row, answer: TestResponse, wanted: str) -> bool:
    if wanted == "login":
        return told(answer) == "302 /login"
    led_elsewhere = answer.status_code == 302 and told(answer).endswith(ELSEWHERE)
    return str(answer.status_code) == wanted and (row.is_public or not led_elsewhere)


def told(answer: TestResponse) -> str:
    path = answer.location.partition("?")[0] if answer.location else ""
    return f"{answer.status_code} {path}".strip()


def may_have_written(row: Row, answer: TestResponse) -> bool:
    return row.method != "GET" and (answer.status_code < 400 or row.is_public)
