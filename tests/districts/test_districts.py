from collections.abc import Callable

import pytest

from tests.desk.page import Page


@pytest.fixture
def page_of(signed_in: Callable) -> Callable[..., Page]:
    client = signed_in("viewer")
    client.post_form("/language", {"language": "en"}, page="/")
    return lambda path: Page.of(client.get(path))


def test_all_thirty_are_listed_with_their_counts(page_of: Callable[..., Page]):
    page = page_of("/districts")
    rows = [" ".join(row.text.split()) for row in page.all("tr")][1:]
    assert len(rows) == 30
    assert "020 Huyện Thanh Trì 3 2 3 PDF Huyện Thanh Trì" in rows
    assert "002 Quận Hoàn Kiếm 0 0 0 PDF Quận Hoàn Kiếm" in rows


def test_a_district_shows_its_hotspots_its_map_and_its_sheet(page_of: Callable[..., Page]):
    page = page_of("/districts/020")
    assert page.one("h1").text == "Huyện Thanh Trì"
    assert len(page.all("th", class_="row-title")) == 3
    assert page.one("section", id="map-pane")["data-query"] == "district=020"
    links = [each["href"] for each in page.all("a") if "snapshot" in each["href"]]
    for format_name in ("pdf", "png", "svg"):
        assert f"/districts/020/snapshot.{format_name}?download=1" in links
    assert page.one("img", id="sheet-preview")["src"] == "/districts/020/snapshot.png"


def test_the_sheet_of_another_day(page_of: Callable[..., Page]):
    page = page_of("/districts/020?as_of=2024-03-01")
    assert page.one("img", id="sheet-preview")["src"].endswith("snapshot.png?as_of=2024-03-01")
    assert page.one("input", id="as_of")["value"] == "2024-03-01"


@pytest.mark.parametrize("day", ["2024-02-31", "2999-01-01", "2024", "x"])
def test_a_day_that_cannot_be_is_said_at_its_field(page_of: Callable[..., Page], day: str):
    page = page_of(f"/districts/020?as_of={day}")
    assert page.status == 422
    assert page.one("p", id="as_of-error").text
    assert page.one("input", id="as_of")["aria-describedby"] == "as_of-error"


@pytest.mark.parametrize(
    "asked", ["thanh-tri", "Thanh Trì", "thanh tri", "Huyện Thanh Trì", "0200"]
)
def test_an_unknown_code_is_answered_with_the_closest(page_of: Callable[..., Page], asked: str):
    page = page_of(f"/districts/{asked}")
    assert page.status == 404
    assert "020 Huyện Thanh Trì" in page.text


def test_outside_the_scope_is_like_not_there(signed_in: Callable):
    client = signed_in("viewer", scope=("020",))
    assert client.get("/districts/020").status_code == 200
    page = Page.of(client.get("/districts/008"))
    assert page.status == 404
    assert "Hoàng Mai" not in page.text
    assert len(Page.of(client.get("/districts")).all("tr")) == 2
