"""The packaged layers: what they hold, how small they are, what happens to a damaged one."""

from __future__ import annotations

import gzip
import hashlib
import json
import subprocess
import sys
from pathlib import Path

import pytest
import shapely

from geodata import basemap, communes, landmarks, layers, store, streets, units
from geodata.crs import METRIC, to_metric
from geodata.errors import DataFileError, UnknownLayerError

LIMIT_BYTES = 4_000_000
DESCRIBED = {"source", "source_files", "licence", "date", "rows", "bytes", "sha256", "done"}


@pytest.fixture
def copied_data(tmp_path, monkeypatch):
    """The packaged data in a directory that a test may damage, with nothing remembered."""
    for file in store.data_directory().iterdir():
        if file.is_file():
            (tmp_path / file.name).write_bytes(file.read_bytes())
    monkeypatch.setattr(store, "data_directory", lambda: tmp_path)
    store.manifest.cache_clear()
    yield tmp_path
    monkeypatch.undo()
    store.manifest.cache_clear()


def test_the_manifest_describes_every_file_and_no_other():
    present = {file.name for file in store.data_directory().iterdir()}
    assert present == {*store.manifest(), store.MANIFEST_NAME, ".gitattributes"}
    for name, entry in store.manifest().items():
        content = store.data_directory().joinpath(name).read_bytes()
        assert entry.keys() >= DESCRIBED, name
        assert all(entry[key] for key in DESCRIBED), name
        assert hashlib.sha256(content).hexdigest() == entry["sha256"]
        assert len(content) == entry["bytes"]


def test_the_documentation_names_every_file_with_its_rows():
    text = (Path(__file__).parents[2] / "docs" / "data-sources.md").read_text(encoding="utf-8")
    for name, entry in store.manifest().items():
        (row,) = [line for line in text.splitlines() if line.startswith("|") and name in line]
        assert f"| {entry['rows']:,} |" in row or name.endswith(".grid.gz"), name


def test_all_data_together_is_small():
    sizes = [len(file.read_bytes()) for file in store.data_directory().iterdir()]
    assert sum(sizes) < LIMIT_BYTES


def test_packed_files_carry_no_time_and_no_name():
    for name in store.manifest():
        if name.endswith(".gz"):
            header = store.data_directory().joinpath(name).read_bytes()[:10]
            assert header[3] == 0, name
            assert header[4:8] == bytes(4), name


@pytest.mark.parametrize("name", layers.WEB_LAYERS)
def test_a_layer_for_the_web_is_compact_geojson(name):
    content = layers.layer_geojson(name)
    collection = json.loads(content)
    assert collection["type"] == "FeatureCollection"
    expected = {
        "districts-2024": {"code", "name", "name_short", "unit_type"},
        "communes-2025": {"code", "name", "name_short", "unit_type", "district_code"},
        "roads": {"road_class", "name"},
    }[name]
    assert {frozenset(feature["properties"]) for feature in collection["features"]} == {
        frozenset(expected)
    }
    assert b", " not in content.replace("Quận, ".encode(), b"")[:1000]
    shapes = shapely.from_geojson(content)
    west, south, east, north = shapely.bounds(shapes)
    assert 105 < west < east < 107
    assert 20 < south < north < 22
    corners = shapely.get_coordinates(shapes)
    assert abs(corners * 1e5 - (corners * 1e5).round()).max() < 1e-6
    assert layers.layer_geojson(name) is content


def test_each_commune_of_2025_names_the_district_that_holds_most_of_it():
    collection = json.loads(layers.layer_geojson("communes-2025"))
    districts = units.units("2024").set_index("code").geometry.to_crs(METRIC)
    for feature in collection["features"][::5]:
        properties = feature["properties"]
        shape = to_metric(units.geometry(properties["code"], "2025"))
        shares = districts.intersection(shape).area
        assert shares.idxmax() == properties["district_code"], properties["name"]


def test_an_unknown_layer_is_named():
    with pytest.raises(UnknownLayerError, match=r"'rivers'.*districts-2024"):
        layers.layer_geojson("rivers")


def test_streets_have_names_aliases_and_a_district():
    table = streets.streets()
    assert len(table) == store.manifest()["streets.geojson.gz"]["rows"]
    assert (table["name"] != "").all()
    assert set(table["district_code"]) <= set(units.units("2024")["code"])
    assert table["aliases"].map(type).eq(tuple).all()
    assert any("QL.6" in names for names in table["aliases"])
    assert table["length_m"].ge(0).all()
    assert (shapely.length(table.geometry.to_numpy()) > 0).all()
    assert table.crs == "EPSG:4326"


def test_landmarks_lie_in_the_city():
    table = landmarks.landmarks()
    points = table.geometry
    assert (units.units_at(points.x, points.y) != "").all()
    assert (table["name"] != "").all()


def test_roads_are_main_roads():
    table = basemap.roads()
    assert set(table["road_class"]) == {"motorway", "trunk", "primary", "secondary"}


@pytest.mark.parametrize(
    "table", [streets.streets, landmarks.landmarks, basemap.roads, communes.communes_2024]
)
def test_what_a_caller_does_to_a_table_stays_with_the_caller(table):
    mine = table()
    mine.iloc[0, 0] = "changed"
    assert table().iloc[0, 0] != "changed"


def test_a_missing_file_is_named_with_what_to_do(copied_data):
    (copied_data / "streets.geojson.gz").unlink()
    with pytest.raises(
        DataFileError, match=r"streets\.geojson\.gz is missing.*geodata\.build"
    ) as e:
        layers.load_features("streets.geojson.gz")
    assert e.value.file_name == "streets.geojson.gz"


def test_a_damaged_file_is_named_and_not_used(copied_data):
    path = copied_data / "roads.geojson.gz"
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    with pytest.raises(DataFileError, match=r"roads\.geojson\.gz is damaged"):
        store.read("roads.geojson.gz")


def test_half_a_file_is_damaged_even_where_the_manifest_agrees(copied_data):
    path = copied_data / "roads.geojson.gz"
    half = path.read_bytes()[:5000]
    path.write_bytes(half)
    manifest = json.loads((copied_data / store.MANIFEST_NAME).read_text(encoding="utf-8"))
    manifest["files"]["roads.geojson.gz"]["sha256"] = hashlib.sha256(half).hexdigest()
    (copied_data / store.MANIFEST_NAME).write_text(json.dumps(manifest), encoding="utf-8")
    with pytest.raises(DataFileError, match="cannot be unpacked"):
        store.read("roads.geojson.gz")


@pytest.mark.parametrize("content", ["", "{", "[]", '{"file": 1}'])
def test_a_damaged_manifest_is_named(copied_data, content):
    (copied_data / store.MANIFEST_NAME).write_text(content, encoding="utf-8")
    with pytest.raises(DataFileError, match=r"MANIFEST\.json is damaged"):
        store.read("roads.geojson.gz")


def test_a_file_the_manifest_does_not_know_is_not_used(copied_data):
    (copied_data / "rivers.geojson.gz").write_bytes(gzip.compress(b"{}"))
    with pytest.raises(DataFileError, match="not listed"):
        store.read("rivers.geojson.gz")


def test_importing_reads_no_data_and_no_heavy_library():
    program = (
        "import sys, geodata; "
        "heavy = {'geopandas', 'pandas', 'shapely', 'pyproj'} & set(sys.modules); "
        "sys.exit(', '.join(heavy) or None)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
