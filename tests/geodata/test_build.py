"""The build refuses sources that are not what they claim, and repeats itself to the byte."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from shapely import Polygon, box

from geodata import build, store
from geodata.build import appendices, boundaries, checks, lattice, reading, sources, steps
from geodata.build.__main__ import main
from geodata.build.writing import Output
from geodata.errors import BuildError
from geodata.grid import Grid

SOURCE = Path(__file__).parents[3] / "shared"

#      A   B        two squares side by side,
#      A   B        C below both
#      C C C
A = box(105.80, 21.00, 105.81, 21.02)
B = box(105.81, 21.00, 105.82, 21.02)
C = Polygon([(105.80, 20.99), (105.82, 20.99), (105.82, 21.00), (105.81, 21.00), (105.80, 21.00)])


def layer(*shapes, edition="2024"):
    return gpd.GeoDataFrame(
        {
            "code": [f"{number:03}" for number in range(1, len(shapes) + 1)],
            "edition": edition,
            "area_km2": [boundaries.area_km2(shape) for shape in shapes],
        },
        geometry=list(shapes),
        crs="EPSG:4326",
    )


@pytest.fixture
def source(tmp_path):
    if not SOURCE.exists():
        pytest.skip("the source layers are not beside this checkout")
    for path in [*SOURCE.glob("geodata/*"), *SOURCE.glob("plan-2024/*")]:
        target = tmp_path / "source" / path.relative_to(SOURCE)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
    return tmp_path / "source"


def test_units_that_meet_are_a_coverage_with_neighbours():
    found = boundaries.check(layer(A, B, C), "2024")
    assert found.units["neighbours"].tolist() == ["002;003", "001;003", "001;002"]
    assert found.outline.equals(box(105.80, 20.99, 105.82, 21.02))
    assert found.closed_gaps == 0


def test_units_that_meet_in_a_point_are_no_neighbours():
    d = box(105.82, 20.98, 105.83, 20.99)
    e = box(105.80, 20.98, 105.82, 20.99)
    found = boundaries.check(layer(A, B, C, d, e), "2024")
    assert found.units["neighbours"].tolist()[3] == "005"


def test_a_sliver_goes_to_the_unit_behind_its_longest_edge():
    sliver = Polygon([(105.81, 21.01), (105.81, 21.0101), (105.80999, 21.01005)])
    # B has the corners of the sliver too, as borders drawn once have.
    b = Polygon(
        [
            (105.81, 21.00),
            (105.82, 21.00),
            (105.82, 21.02),
            (105.81, 21.02),
            (105.81, 21.0101),
            (105.81, 21.01),
        ]
    )
    found = boundaries.check(layer(A.difference(sliver), b, C), "2024")
    assert found.closed_gaps == 1
    # Its longest edge is the one along B.
    assert found.units.geometry[1].covers(sliver)


def test_a_gap_that_is_no_noise_is_refused():
    hole = box(105.803, 21.003, 105.806, 21.006)
    with pytest.raises(BuildError, match="a gap of 0"):
        boundaries.check(layer(A.difference(hole), B, C), "2024")


def test_an_overlap_is_refused():
    with pytest.raises(BuildError, match="overlap or do not meet"):
        boundaries.check(layer(box(105.80, 21.00, 105.812, 21.02), B, C), "2024")


def test_a_city_in_two_parts_is_refused():
    with pytest.raises(BuildError, match="falls apart"):
        boundaries.check(layer(A, box(105.9, 21.0, 105.91, 21.02)), "2024")


def test_codes_editions_areas_and_places_are_checked():
    twice = layer(A, B, C).assign(code=["001", "001", "003"])
    with pytest.raises(BuildError, match="codes occur twice: 001"):
        boundaries.check(twice, "2024")
    with pytest.raises(BuildError, match="a code is missing"):
        boundaries.check(layer(A, B, C).assign(code=["", "001", "003"]), "2024")
    with pytest.raises(BuildError, match="another edition"):
        boundaries.check(layer(A, B, C, edition="2025"), "2024")
    with pytest.raises(BuildError, match="areas: 3 figures differ"):
        boundaries.check(layer(A, B, C).assign(area_km2=[9.0, 9.0, 9.0]), "2024")
    swapped = shapely.transform(layer(A).geometry.to_numpy(), lambda lonlat: lonlat[:, ::-1])
    with pytest.raises(BuildError, match="outside the city"):
        boundaries.check(layer(*swapped), "2024")
    bow = Polygon([(105.8, 21.0), (105.81, 21.01), (105.81, 21.0), (105.8, 21.01)])
    with pytest.raises(BuildError, match="invalid"):
        checks.require_inside_city(layer(bow), "units")


def test_a_commune_without_a_district_is_refused():
    crosswalk = pd.DataFrame(
        {
            "commune_code_2025": ["1", "1", "2"],
            "district_code_2024": ["001", "002", "002"],
            "km2": ["0.1", "0.9", "1.0"],
        }
    )
    assert boundaries.largest_district(crosswalk, pd.Series(["1", "2"])) == ["002", "002"]
    with pytest.raises(BuildError, match="in no district: 3"):
        boundaries.largest_district(crosswalk, pd.Series(["1", "3"]))


def test_a_stub_without_length_is_dropped():
    stub = shapely.LineString([(105.8, 21.0), (105.8, 21.0)])
    line = shapely.LineString([(105.8, 21.0), (105.81, 21.0)])
    streets = layer(stub, line, shapely.MultiLineString([stub, line]))
    kept = reading.without_empty_lines(streets)
    assert kept["code"].tolist() == ["002", "003"]
    assert all(shape.equals(line) for shape in kept.geometry)


def test_the_lattice_names_all_units_of_a_cell():
    units = boundaries.check(layer(A, B, C), "2024").units
    grid = lattice.compute(units)
    again = Grid.from_bytes(grid.to_bytes())
    assert np.array_equal(again.cells, grid.cells)
    assert again.candidates == grid.candidates
    assert {(0, 1), (0, 2), (1, 2), (0, 1, 2), (2, -1)} <= set(grid.candidates)
    assert grid.look_up_one(105.805, 21.01) == 0
    assert grid.candidates[-grid.look_up_one(105.81, 21.01) - 2] == (0, 1)
    assert grid.look_up_one(105.9, 21.01) == -1


def test_the_same_sources_give_the_packaged_data(source, tmp_path):
    report = build.run(source, tmp_path / "built")
    assert "bytes in all" in report
    written = {path.name for path in (tmp_path / "built").iterdir()}
    assert written == {*store.manifest(), store.MANIFEST_NAME}
    rebuilt = json.loads((tmp_path / "built" / store.MANIFEST_NAME).read_text(encoding="utf-8"))
    newer = []
    for name, entry in store.manifest().items():
        if rebuilt["files"][name]["source_files"] != entry["source_files"]:
            newer.append(name)
            continue
        # The packed bytes are the same only with the same zlib; what is inside always is.
        for key in ("content_sha256", "rows", "done"):
            assert rebuilt["files"][name][key] == entry[key], (name, key)
    if newer:
        pytest.skip(f"source layers are newer than the package, take them in: {', '.join(newer)}")


def test_packing_the_same_content_gives_the_same_bytes(source):
    packed = []
    for _ in range(2):
        output = Output(source)
        output.add("a.csv.gz", b"code\n1\n", 1, (sources.LANDMARKS,), "packed")
        packed.append((output.files, output.entries))
    assert packed[0] == packed[1]


@pytest.fixture(scope="module")
def both_editions():
    if not SOURCE.exists():
        pytest.skip("the source layers are not beside this checkout")
    districts = boundaries.check(reading.read_features(SOURCE, sources.DISTRICTS), "2024")
    communes = boundaries.check(reading.read_features(SOURCE, sources.COMMUNES_2025), "2025")
    return districts, communes


def build_plan(source, districts, _):
    communes_2024 = reading.read_table(source, sources.COMMUNES_2024)
    appendices.add_plan(source, Output(source), districts.units, communes_2024)


def build_communes(source, districts, communes):
    steps.add_communes_2024(source, Output(source), districts, communes)


def build_lines(source, districts, _):
    steps.add_lines_and_points(source, Output(source), districts, districts.outline)


def build_boundaries(source, *_):
    steps.add_boundaries(source, Output(source))


PLACES, TARGETS, COMMUNES = (
    source.path for source in (sources.HOTSPOTS, sources.INDICATORS, sources.COMMUNES_2024)
)


@pytest.mark.parametrize(
    "trouble",
    [
        (build_plan, PLACES, ("Hoàng Mai", "Hoàng Sa"), "a district Hoàng Sa"),
        (build_plan, PLACES, ("xã Liên Ninh", "xã Liên Hoa"), "no such commune"),
        (build_plan, PLACES, ("PL3-I-1,III", "PL3-I-1,II"), "hotspots per appendix"),
        (build_plan, PLACES, ("PL3-I-1,", "PL3-I-2,"), "codes occur twice"),
        (build_plan, PLACES, ("PL3-I-1,", "PL3-I-9,"), "no line for PL3-I-9"),
        (build_plan, TARGETS, (",count,", ",counts,"), "target kinds"),
        (build_plan, TARGETS, ("3.1,3,", "3.1,33,"), "parents of indicators"),
        (build_communes, COMMUNES, ("00001,", "00004,"), "codes occur twice"),
        (build_communes, COMMUNES, ("Quận Ba Đình,", "Quận Tây Hồ,"), "district names"),
        (build_communes, COMMUNES, ("105.848112,", ","), "without its"),
        (build_communes, COMMUNES, (",105.848112,", ",21.046798,"), "outside their box"),
        (build_communes, COMMUNES, (",00097", ",99999"), "successors"),
        (build_lines, sources.LANDMARKS.path, ("OGC:1.3:CRS84", "EPSG::32648"), "only urn"),
        (build_lines, sources.STREETS.path, ('code": "004"', 'code": "444"'), "streets"),
        (build_boundaries, sources.DISTRICTS.path, ('code": "001"', 'code": "002"'), "twice: 002"),
    ],
    ids=lambda trouble: trouble[3],
)
def test_a_source_with_trouble_is_refused(source, both_editions, trouble):
    step, path, change, problem = trouble
    file = source / path
    text = file.read_text(encoding="utf-8")
    assert change[0] in text
    file.write_text(text.replace(*change, 1), encoding="utf-8")
    with pytest.raises(BuildError, match=problem):
        step(source, *both_editions)


def test_trouble_in_the_last_source_writes_nothing(source, tmp_path):
    (source / sources.INDICATORS.path).unlink()
    with pytest.raises(BuildError, match=r"indicators\.csv is not in the source directory"):
        build.run(source, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_the_command_says_in_a_sentence_what_is_wrong(tmp_path, capsys):
    assert main([str(tmp_path), "--into", str(tmp_path / "out")]) == 1
    said = capsys.readouterr()
    assert said.err.startswith("Nothing was built: geodata/districts_2024.geojson is not in")
    assert said.out == ""


def test_a_file_with_rows_missing_or_of_another_kind_is_refused(tmp_path):
    (tmp_path / "geodata").mkdir()
    file = tmp_path / sources.LANDMARKS.path
    file.write_text('{"type": "FeatureCollection", "features": []}', encoding="utf-8")
    with pytest.raises(BuildError, match="0 rows where 1203"):
        reading.read_features(tmp_path, sources.LANDMARKS)
    file.write_text("name,lon\n", encoding="utf-8")
    with pytest.raises(BuildError, match="not a GeoJSON layer"):
        reading.read_features(tmp_path, sources.LANDMARKS)
    file.write_bytes(b"\xff\xfe")
    with pytest.raises(BuildError, match="not UTF-8"):
        reading.read_features(tmp_path, sources.LANDMARKS)
