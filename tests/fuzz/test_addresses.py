"""Whatever stands in the address of a page, the page answers and nothing is changed."""

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
from tests.effort import by_effort
from tests.fuzz.addresses import paths
from tests.fuzz.forms import Found
from tests.fuzz.hostile import mostly, pairs
from tests.fuzz.people import allowed, people
from tests.fuzz.unchanged import contents_of

EXAMPLES = by_effort(quick=6, full=60)
PAGES = [row for row in matrix.rows() if row.method == "GET" and "/api/" not in row.route]
# docs/architecture.md, "What a page answers".
ANSWERS = {200, 302, 308, 403, 404, 422}
# A page may be asked for in what another one offers.
EVERYWHERE = {
    "as_of": {"2024-06-01", "1/6/2024"},
    "known_on": {"2024-06-20T08:00"},
    "district": {"020", "268"},
    "category": {"establishment"},
    "level": {"active"},
    "clearance": {"cleared"},
    "code": {"PL2-I-1"},
    "next": {"/hotspots"},
}


@pytest.mark.usefixtures("_drawn_at_once")
@pytest.mark.parametrize("row", PAGES, ids=lambda row: row.name)
def test_every_address_is_answered(
    unlimited_app: Flask, row: Row, on_pages: Found, figure: Callable[..., None]
) -> None:
    everybody, stage = people(unlimited_app), world(unlimited_app)
    asked = ASKED.get(row.name, NOTHING)
    offered = {**EVERYWHERE, **on_pages.queries.get(row.name, {})}
    client = unlimited_app.test_client(use_cookies=False)
    tried = 0

    with contents_of(unlimited_app) as contents:
        first = contents.mark()

        @settings(max_examples=EXAMPLES)
        @given(mostly(allowed(row, everybody), st.sampled_from(everybody)), st.data())
        def visit(actor: Any, data: st.DataObject) -> None:
            nonlocal tried
            path = data.draw(paths(row.route, asked.values(stage, actor)))
            query = urlencode(data.draw(pairs(offered, asked.query)), errors="surrogatepass")
            answer = actor.ask(client, "GET", path, query_string=query)
            tried += 1
            assert answer.status_code in ANSWERS, answer.status

        visit()
        assert contents.mark() == first, "an address was opened and something was changed"
    figure("fuzz: addresses opened", tried)
