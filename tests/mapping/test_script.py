"""The map's script: one for each name that a page may use, each with a stamp of its own."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from geo_app.mapping.document import MAP_NAMES, current_map


def address(name: str) -> str:
    return f"/map/script.js?map={name}" if name else "/map/script.js"


def test_each_map_has_a_script_of_its_own(signed_in: Callable[..., FlaskClient]) -> None:
    client = signed_in()
    answers = {name: client.get(address(name)) for name in MAP_NAMES}
    assert {each.mimetype for each in answers.values()} == {"text/javascript"}
    stamps = {name: each.headers["ETag"] for name, each in answers.items()}
    assert len(set(stamps.values())) == len(MAP_NAMES) == 3
    for name, stamp in stamps.items():
        for other in MAP_NAMES:
            again = client.get(address(other), headers={"If-None-Match": stamp})
            assert again.status_code == (304 if other == name else 200)


@pytest.mark.parametrize("name", ["between", "BEFORE", "<script>"])
def test_a_map_that_no_page_has_is_not_found(
    signed_in: Callable[..., FlaskClient], name: str
) -> None:
    assert signed_in().get("/map/script.js", query_string={"map": name}).status_code == 404


def test_a_pair_has_titles_of_its_own_and_one_legend(app: Flask) -> None:
    with app.test_request_context():
        before = current_map("before", "State on 17/6/2024")
        after = current_map("after", "State on 17/12/2024")
        alone = current_map()
    assert 'id="hotspots-map-before"' in before.body_html
    assert 'aria-label="State on 17/6/2024"' in before.body_html
    assert 'aria-label="State on 17/12/2024"' in after.body_html
    assert ['"legend": true' in document.script for document in (before, after, alone)] == [
        False,
        True,
        True,
    ]
