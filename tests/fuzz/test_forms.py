"""Whatever is sent to a form, its page answers, and a refusal leaves everything as it was."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import pytest
from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.accounts import matrix
from tests.accounts.asked import ASKED, NOTHING, world
from tests.accounts.matrix import Row
from tests.accounts.test_matrix import told
from tests.effort import by_effort
from tests.fuzz.addresses import paths
from tests.fuzz.forms import Found
from tests.fuzz.hostile import mostly, pairs
from tests.fuzz.people import allowed, people
from tests.fuzz.unchanged import contents_of
from tests.kept_rows import kept_rows

EXAMPLES = by_effort(quick=12, full=160)
REFUSED = 400
FORM = "application/x-www-form-urlencoded"
FORMS = [row for row in matrix.rows() if row.method == "POST" and "/api/" not in row.route]
# docs/architecture.md, "What a page answers".
ANSWERS = {200, 302, 308, 400, 403, 404, 405, 409, 412, 413, 422}
LED_ELSEWHERE = {"302 /login", "302 /account/confirm"}
# Leads to signing in when it has done what it was asked for.
SIGN_OUT = "/logout"
# These stand on a page only for somebody in a certain state, and hold no more than is sent here.
ON_NO_PAGE = {
    "POST /account/recovery-codes",
    "POST /account/second-factor/end",
    "POST /account/sessions/<int:number>/end",
    "POST /account/sessions/end",
    "POST /account/tokens/<int:number>/revoke",
    "POST /accounts/<int:number>/activate",
    "POST /accounts/<int:number>/second-factor/end",
    "POST /accounts/<int:number>/sessions/end",
    "POST /accounts/<int:number>/unlock",
    "POST /login/code",
}


def test_every_form_is_found_where_it_stands(on_pages: Found) -> None:
    names = {row.name for row in FORMS}
    assert set(on_pages.forms) == names - ON_NO_PAGE


@pytest.mark.parametrize("row", FORMS, ids=lambda row: row.name)
def test_what_is_sent_is_taken_whole_or_not_at_all(
    unlimited_app: Flask, row: Row, on_pages: Found, figure: Callable[..., None]
) -> None:
    everybody, stage = people(unlimited_app), world(unlimited_app)
    asked = ASKED.get(row.name, NOTHING)
    may = allowed(row, everybody)
    for actor in may if asked.before else ():
        asked.before(stage, actor)
    client = unlimited_app.test_client(use_cookies=False)
    tried = refused = 0

    with contents_of(unlimited_app) as contents, kept_rows(unlimited_app) as kept:
        first = contents.mark()

        @settings(max_examples=EXAMPLES)
        @given(mostly(may, st.sampled_from(everybody)), st.data())
        def send(actor: Any, data: st.DataObject) -> None:
            nonlocal tried, refused
            good = asked.form(stage, actor) if asked.form else {}
            fields = data.draw(pairs(on_pages.forms.get(row.name, {}), good))
            path = data.draw(paths(row.route, asked.values(stage, actor)))
            body = urlencode(fields, errors="surrogatepass")
            answer = actor.ask(client, "POST", path, data=body, content_type=FORM)
            tried += 1
            assert answer.status_code in ANSWERS, answer.status
            led_elsewhere = told(answer) in LED_ELSEWHERE and row.route != SIGN_OUT
            if answer.status_code >= REFUSED or led_elsewhere:
                refused += 1
                assert contents.mark() == first, "refused, and yet something was written"
            else:
                kept.put_back()

        send()
    figure("fuzz: requests to forms", tried)
    figure("fuzz: refused, and nothing written", refused)
