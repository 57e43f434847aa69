"""The plan's appendices as packaged data, each row with the line of the text it came from.

``source_lines.csv`` beside this module was read by hand in the OCR text of the plan: ``line`` is
where the row starts in Appendix I, II or III, ``section_line`` where section II states the same
target.  Lines are counted from 1 and end at a line feed only.  Table cells are torn apart there,
so a row's number often stands below its first words; it is the first words that count.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from geodata.build import checks, reading, sources, writing
from geodata.errors import BuildError
from geodata.text import unit_key

if TYPE_CHECKING:
    from collections.abc import Callable

    import geopandas as gpd

    from geodata.build.writing import Output

_LINES = Path(__file__).with_name("source_lines.csv")
_TARGET_KINDS = {
    "count",
    "from_register",
    "from_register_at_most",
    "group",
    "percent_of_cases",
    "percent_of_cases_at_least",
    "percent_of_units",
    "qualitative",
}
_HOTSPOTS_PER_APPENDIX = {"II": 3, "III": 8}
_SCOPES = {"", "city", "commune", "district"}

Row = dict[str, Any]


def _split(cell: str) -> list[str]:
    return [part.strip() for part in cell.split(";") if part.strip()]


def _lines() -> dict[str, Row]:
    table = pd.read_csv(_LINES, dtype=str, keep_default_na=False)
    checks.require_unique(table["code"], _LINES.name)
    return {
        str(row["code"]): {str(column): cell for column, cell in row.items()}
        for row in table.to_dict("records")
    }


def _line_of(code: str, lines: dict[str, Row]) -> Row:
    if code not in lines:
        raise BuildError(f"{_LINES.name} has no line for {code}")
    return lines[code]


def _code_by_name(districts: gpd.GeoDataFrame) -> Callable[[str], str]:
    codes = dict(zip(districts["name_short"].map(unit_key), districts["code"], strict=True))

    def code_of(name: str) -> str:
        try:
            return str(codes[unit_key(name)])
        except KeyError:
            raise BuildError(f"the plan names a district {name} that nobody knows") from None

    return code_of


def hotspots(table: pd.DataFrame, districts: gpd.GeoDataFrame, communes: pd.DataFrame) -> list[Row]:
    """Return the rows of Appendices II and III.

    Parameters
    ----------
    table : pandas.DataFrame
        The source table.
    districts : geopandas.GeoDataFrame
        The districts of 2024, to find codes.
    communes : pandas.DataFrame
        The communes of 2024, in which each named commune must be found.

    Raises
    ------
    BuildError
        If a row is not what the plan can have said.
    """
    checks.require_unique(table["code"], "hotspots")
    found = table["appendix"].value_counts().to_dict()
    if found != _HOTSPOTS_PER_APPENDIX:
        raise BuildError(f"hotspots per appendix: {found}, not {_HOTSPOTS_PER_APPENDIX}")
    code_of = _code_by_name(districts)
    lines = _lines()
    keys = communes["unit_type"] + " " + communes["name_short"]
    known = set(zip(communes["district_code"], keys.map(unit_key), strict=True))
    rows: list[Row] = []
    for row in table.to_dict("records"):
        district_code = code_of(row["district_vi"])
        names = _split(row["communes_vi"])
        strange = [name for name in names if (district_code, unit_key(name)) not in known]
        if strange or not names:
            raise BuildError(f"{row['code']}: no such commune in its district: {strange}")
        rows.append(
            {
                "code": row["code"],
                "appendix": row["appendix"],
                "group": row["group"],
                "stt": int(row["stt"]),
                "name_vi": row["name_vi"],
                "communes_vi": names,
                "district_vi": row["district_vi"],
                "district_code": district_code,
                "service_types_vi": _split(row["service_types_vi"]),
                "level_mark": row["level_mark"],
                "handover_year": int(row["handover_year"]) if row["handover_year"] else None,
                "note_vi": row["note_vi"],
                "source_line": int(_line_of(str(row["code"]), lines)["line"]),
            }
        )
    return rows


def indicators(table: pd.DataFrame, districts: gpd.GeoDataFrame) -> list[Row]:
    """Return the rows of Appendix I.

    Raises
    ------
    BuildError
        If a row is not what the plan can have said.
    """
    checks.require_unique(table["code"], "indicators")
    checks.require_codes(table["parent"], {"", *table["code"]}, "parents of indicators")
    checks.require_codes(table["target_kind"], _TARGET_KINDS, "target kinds")
    code_of = _code_by_name(districts)
    lines = _lines()
    rows: list[Row] = []
    for row in table.to_dict("records"):
        scope = _split(row["scope"])
        if row["scope"] not in _SCOPES:
            for name in scope:
                code_of(name)
        found = _line_of(str(row["code"]), lines)
        rows.append(
            {
                "code": row["code"],
                "parent": row["parent"] or None,
                "text_vi": row["text_vi"],
                "unit": row["unit"],
                "target_kind": row["target_kind"],
                "target": row["target"] or None,
                "lead_agencies": _split(row["lead_agencies"]),
                "coordinating_agencies": _split(row["coordinating_agencies"]),
                "scope": scope,
                "source_line": int(found["line"]),
                "section_line": int(found["section_line"]),
            }
        )
    return rows


def add_plan(
    directory: Path, output: Output, districts: gpd.GeoDataFrame, communes: pd.DataFrame
) -> None:
    """Add the plan's hotspots and indicators."""
    done = "lists taken apart; names compared with the boundaries; lines of the source text added"
    places = hotspots(reading.read_table(directory, sources.HOTSPOTS), districts, communes)
    output.add(
        "plan-hotspots.json", writing.document(places), len(places), (sources.HOTSPOTS,), done
    )
    targets = indicators(reading.read_table(directory, sources.INDICATORS), districts)
    output.add(
        "plan-indicators.json", writing.document(targets), len(targets), (sources.INDICATORS,), done
    )
