"""The map's document: nothing runs in it but our own files, and nothing leaves the host."""

import json
import re
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser
from typing import Any

import pytest

from maps import legend
from maps.assets import SCRIPTS, STYLESHEETS, asset_directories
from maps.document import CITY_BOUNDS, MAX_ZOOM, MapDocument, build_map
from maps.symbology import CATEGORIES, CLEARANCES, LEVELS, line_style
from tests.maps.map_samples import HOSTILE, LABELS, SOURCES, hostile_labels

TILES = "https://tiles.example/{z}/{x}/{y}.png"


class Body(HTMLParser):
    """Collects tags, attributes and text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: dict[str, str | None] = {}
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes.update({f"{tag}.{name}": value for name, value in attrs})

    def handle_data(self, data: str) -> None:
        self.text += data


def settings(document: MapDocument) -> dict[str, Any]:
    """The JSON that the script hands to hotspots-page.js, read back."""
    start = document.script.index("HotspotsMap.start(")
    found, _end = json.JSONDecoder().raw_decode(
        document.script, document.script.index('{"attributionHtml"', start)
    )
    return dict(found)


def layer_names(document: MapDocument) -> list[str]:
    """What the layer control writes as HTML, as a reader sees it."""
    block = re.search(r"overlays :\s+\{(.*?)\n\s+\},\n", document.script, re.DOTALL)
    assert block
    return [
        unescape(json.loads(key)) for key in re.findall(r'("(?:[^"\\]|\\.)*") : ', block.group(1))
    ]


def string_literals_removed(script: str) -> str:
    return re.sub(r'"(?:[^"\\\n]|\\.)*"', '""', script)


def test_the_body_holds_a_container_and_nothing_that_a_policy_forbids() -> None:
    body = Body(build_map(SOURCES, LABELS).body_html)
    assert body.tags == ["div", "div"]
    assert body.attributes["div.aria-label"] == LABELS.title
    names = {name.split(".")[1] for name in body.attributes}
    assert names == {"id", "class", "role", "lang", "aria-label"}
    assert 'id="hotspots-map"' in build_map(SOURCES, LABELS).body_html


def test_the_same_input_gives_the_same_bytes() -> None:
    first = build_map(SOURCES, LABELS)
    build_map.cache_clear()
    second = build_map(SOURCES, LABELS)
    assert first == second
    assert first is not second


def test_only_our_own_files_are_loaded() -> None:
    document = build_map(SOURCES, LABELS)
    assert document.stylesheets == tuple(SOURCES.asset_url(*each) for each in STYLESHEETS)
    assert document.scripts == tuple(SOURCES.asset_url(*each) for each in SCRIPTS)


def test_no_other_host_is_named() -> None:
    document = build_map(SOURCES, LABELS)
    text = " ".join((document.body_html, document.script, *document.stylesheets, *document.scripts))
    hosts = set(re.findall(r"(?:https?:)?//[\w.-]+\.\w+", text))
    assert hosts <= {"http://www.w3.org"}  # the name of SVG, which nobody fetches


@pytest.mark.parametrize(
    "path", sorted(asset_directories()["maps"].iterdir()), ids=lambda path: path.name
)
def test_our_files_neither_evaluate_text_nor_fetch_from_elsewhere(path: Any) -> None:
    text = path.read_text(encoding="utf-8")
    hosts = set(re.findall(r"https?://[\w.-]+", text))
    assert hosts <= {"http://www.w3.org"}
    assert not re.search(
        r"\beval\b|new Function|innerHTML|outerHTML|insertAdjacent|document\.write|@import", text
    )
    assert len(text.splitlines()) <= 300


def test_the_script_evaluates_nothing() -> None:
    script = string_literals_removed(build_map(SOURCES, LABELS).script)
    assert not re.search(r"\beval\b|Function\(|`|<script|\$\(", script)


def test_zoom_has_an_end_for_clusters_to_be_drawn() -> None:
    assert f'"maxZoom": {MAX_ZOOM}' in build_map(SOURCES, LABELS).script


def test_every_asset_is_there() -> None:
    for package, file in (*STYLESHEETS, *SCRIPTS):
        assert (asset_directories()[package] / file).is_file()
    assert (asset_directories()["leaflet"] / "images" / "layers.png").is_file()


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_labels_are_data_and_nothing_else(text: str) -> None:
    labels = hostile_labels(text)
    document = build_map(SOURCES, labels, tile_url=TILES, tile_attribution=text)
    found = settings(document)
    assert found["labels"]["title"] == text
    assert found["labels"]["levels"] == [[code, text] for code, _ in LABELS.levels]
    assert unescape(found["attributionHtml"]) == text
    assert "<" not in found["attributionHtml"]
    assert sorted(layer_names(document)) == sorted(labels.layer_names())
    body = Body(document.body_html)
    assert body.tags == ["div", "div"]
    assert body.attributes["div.aria-label"] == text
    assert body.text == ""
    assert not re.search(r"</?script|<img|<!--", document.script)
    code = string_literals_removed(document.script)
    assert not re.search(r"`|hacked|\{\{|\{%|49", code)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_addresses_are_data(text: str) -> None:
    document = build_map(replace(SOURCES, hotspots_url="/" + text.lstrip("\\/")), LABELS)
    assert settings(document)["urls"]["hotspots"] == "/" + text.lstrip("\\/")


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_tile_addresses_are_data(text: str) -> None:
    url = f"/tiles/{text}{{z}}/{{x}}/{{y}}"
    if re.search(r"\{[{%#]", url):
        with pytest.raises(ValueError, match="brace"):
            build_map(SOURCES, LABELS, tile_url=url, tile_attribution="©")
        return
    script = build_map(SOURCES, LABELS, tile_url=url, tile_attribution="©").script
    literal = re.search(r'L\.tileLayer\(\s+("(?:[^"\\]|\\.)*")', script)
    assert literal
    assert json.loads(literal.group(1)) == url


@pytest.mark.parametrize("text", HOSTILE)
def test_keys_of_the_legend_take_codes_only(text: str) -> None:
    for make in (legend.category_key, legend.clearance_key, legend.level_key):
        with pytest.raises(ValueError, match="unknown"):
            make(text)


def test_the_legend_has_a_key_for_every_code() -> None:
    keys = settings(build_map(SOURCES, LABELS))["keys"]
    assert set(keys["category"]) == set(CATEGORIES)
    assert set(keys["clearance"]) == set(keys["line"]) == set(CLEARANCES)
    assert set(keys["level"]) == set(LEVELS)


def test_the_map_draws_lines_as_the_symbology_says() -> None:
    lines = settings(build_map(SOURCES, LABELS))["lines"]
    style = line_style("active", "recurred")
    assert lines["active"]["recurred"] == {
        "colour": style.colour,
        "width": style.width,
        "dash": list(style.dash),
    }


def test_bounds_are_handed_over_as_leaflet_reads_them_latitude_first() -> None:
    west, south, east, north = CITY_BOUNDS
    assert settings(build_map(SOURCES, LABELS))["bounds"] == [[south, west], [north, east]]
    with pytest.raises(ValueError, match="west, south, east, north"):
        build_map(SOURCES, LABELS, bounds=(south, west, north, east)[::-1])


def test_tiles_are_asked_for_and_owed() -> None:
    assert "tileLayer" not in build_map(SOURCES, LABELS).script
    assert "tileLayer" in build_map(SOURCES, LABELS, tile_url=TILES, tile_attribution="©").script
    with pytest.raises(ValueError, match="attribution"):
        build_map(SOURCES, LABELS, tile_url=TILES)
    with pytest.raises(ValueError, match="placeholder"):
        build_map(SOURCES, LABELS, tile_url="OpenStreetMap", tile_attribution="©")


@pytest.mark.parametrize(
    "url",
    ["https://elsewhere.example/a", "//elsewhere.example/a", "/\\elsewhere.example", "data:,"],
)
def test_data_from_another_host_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match="another host"):
        replace(SOURCES, roads_url=url)


def test_patterns_need_their_placeholders() -> None:
    with pytest.raises(ValueError, match="placeholder"):
        replace(SOURCES, symbol_url_pattern="/symbols/{category}.svg")
    with pytest.raises(ValueError, match="placeholder"):
        replace(SOURCES, asset_url_pattern="/static/{file}")


def test_labels_name_every_code_once_and_layers_apart() -> None:
    with pytest.raises(ValueError, match="levels must name each"):
        replace(LABELS, levels=LABELS.levels[1:])
    with pytest.raises(ValueError, match="clearances must name each"):
        replace(LABELS, clearances=(*LABELS.clearances, ("other", "")))
    with pytest.raises(ValueError, match="name of its own"):
        replace(LABELS, layer_roads=LABELS.layer_hotspots)


@pytest.mark.parametrize("text", [*HOSTILE, ""])
def test_a_locale_is_a_language_tag(text: str) -> None:
    with pytest.raises(ValueError, match="language tag"):
        replace(LABELS, locale=text)


def declared(document: MapDocument) -> list[str]:
    """What the script adds to the names that all scripts of a page share."""
    return re.findall(r"^\s*(?:var|let|const|function|class) (\w+)", document.script, re.MULTILINE)


def test_two_maps_share_no_name_on_a_page() -> None:
    before = build_map(SOURCES, replace(LABELS, title="Ngày 17/6"), name="before")
    after = build_map(SOURCES, replace(LABELS, title="Ngày 17/12"), name="after")
    alone = build_map(SOURCES, LABELS)
    for one, other in ((before, after), (before, alone), (alone, after)):
        ids = [re.findall(r'\bid="([^"]+)"', each.body_html) for each in (one, other)]
        assert [len(each) for each in ids] == [2, 2]
        assert set(ids[0]).isdisjoint(ids[1])
        assert declared(one)
        assert set(declared(one)).isdisjoint(declared(other))
    assert Body(before.body_html).attributes["div.aria-label"] == "Ngày 17/6"
    assert 'id="hotspots-map-after" class="hotspots-map"' in after.body_html
    assert settings(after)["name"] == "after"
    assert settings(alone)["name"] == ""
    assert (after.stylesheets, after.scripts) == (alone.stylesheets, alone.scripts)


def test_a_named_map_is_made_the_same_each_time() -> None:
    first = build_map(SOURCES, LABELS, name="before", with_legend=False)
    assert settings(first)["legend"] is False
    build_map.cache_clear()
    build_map(SOURCES, LABELS, name="after")
    assert build_map(SOURCES, LABELS, name="before", with_legend=False) == first


@pytest.mark.parametrize("name", [*HOSTILE, "Before", "before-1", "trước", "a" * 21, "before\n"])
def test_a_name_is_a_few_letters(name: str) -> None:
    with pytest.raises(ValueError, match="a map's name"):
        build_map(SOURCES, LABELS, name=name)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_labels_are_data_in_a_named_map_too(text: str) -> None:
    document = build_map(SOURCES, hostile_labels(text), name="before")
    body = Body(document.body_html)
    assert body.tags == ["div", "div"]
    assert body.attributes["div.aria-label"] == text
    assert settings(document)["labels"]["title"] == text
    code = string_literals_removed(document.script)
    assert not re.search(r"`|hacked|\{\{|\{%|49", code)
