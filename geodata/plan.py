"""Plan 46/KH-UBND of the People's Committee of Hanoi, 5 February 2024, as data.

Hotspots are Appendices II and III, indicators Appendix I, read by a person from the OCR text of
a scan.  The scan does not show which level an X marks, so ``level_mark`` is ``unreadable``.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from geodata import store


@dataclass(frozen=True, slots=True)
class Plan:
    """What identifies the plan and when it wants to hear.

    Parameters
    ----------
    number : str
        Official number.
    signed_on : datetime.date
        Day of signature.
    year : int
        The year it is for.
    title_vi : str
        Title without ``Kế hoạch``.
    issuer_vi : str
        Who issued it.
    half_year_report_before, annual_report_before : datetime.date
        Reports must reach DOLISA before these days (section V.2).
    """

    number: str
    signed_on: date
    year: int
    title_vi: str
    issuer_vi: str
    half_year_report_before: date
    annual_report_before: date


PLAN = Plan(
    number="46/KH-UBND",
    signed_on=date(2024, 2, 5),
    year=2024,
    title_vi="Phòng, chống mại dâm trên địa bàn thành phố Hà Nội năm 2024",
    issuer_vi="Ủy ban nhân dân thành phố Hà Nội",
    half_year_report_before=date(2024, 6, 17),
    annual_report_before=date(2024, 12, 17),
)


@dataclass(frozen=True, slots=True)
class PlanHotspot:
    """One row of Appendix II (to clear in 2024) or III (cleared, to be kept so).

    Parameters
    ----------
    code : str
        Appendix, group and row, as ``PL2-I-1``.
    appendix : str
        ``II`` or ``III``.
    group : str
        Category: ``establishment`` or ``public_place``.
    stt : int
        Number of the row in its group.
    name_vi : str
        The place as the plan describes it.
    communes_vi : tuple of str
        The communes it names, with their kind.
    district_vi, district_code : str
        The district it names, and its code in edition 2024.
    service_types_vi : tuple of str
        Services named in the note.
    level_mark : str
        ``unreadable``: the scan does not show the column of the X.
    handover_year : int or None
        Year of the handover to the locality; no more precise date is given.
    note_vi : str
        The note, as written; may be empty.
    source_line : int
        Line of the OCR text, from 1, where the row's first words stand.
    """

    code: str
    appendix: str
    group: str
    stt: int
    name_vi: str
    communes_vi: tuple[str, ...]
    district_vi: str
    district_code: str
    service_types_vi: tuple[str, ...]
    level_mark: str
    handover_year: int | None
    note_vi: str
    source_line: int


@dataclass(frozen=True, slots=True)
class PlanIndicator:
    """One indicator of Appendix I, or a part of one that carries a figure of its own.

    Parameters
    ----------
    code : str
        Number in the appendix; parts are numbered below it, as ``3.1``.
    parent : str or None
        The indicator it is a part of.
    text_vi : str
        The target as the plan words it.
    unit : str
        What is counted, in Vietnamese; empty for a group.
    target_kind : str
        ``group`` (has parts, no figure), ``qualitative``, ``count``, ``percent_of_units``,
        ``percent_of_cases``, ``percent_of_cases_at_least``, ``from_register`` or
        ``from_register_at_most`` (computed from the hotspots).
    target : Decimal or None
        The figure, a number or per cent by kind; None where the plan states none.
    lead_agencies, coordinating_agencies : tuple of str
        Who leads and who takes part, in Vietnamese.
    scope : tuple of str
        ``("city",)``, ``("district",)`` or ``("commune",)``, short names of districts, or empty
        for a group whose parts have their own.
    source_line : int
        Line of the OCR text, from 1, where the row of Appendix I starts.
    section_line : int
        Line where section II states the same target.
    """

    code: str
    parent: str | None
    text_vi: str
    unit: str
    target_kind: str
    target: Decimal | None
    lead_agencies: tuple[str, ...]
    coordinating_agencies: tuple[str, ...]
    scope: tuple[str, ...]
    source_line: int
    section_line: int


def _rows(file_name: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads(store.read(file_name))
    for row in rows:
        row.update({key: tuple(value) for key, value in row.items() if isinstance(value, list)})
    return rows


@cache
def plan_hotspots() -> tuple[PlanHotspot, ...]:
    """Return the eleven hotspots in the order of the plan.

    Raises
    ------
    DataFileError
        If the packaged file is missing or damaged.
    """
    return tuple(PlanHotspot(**row) for row in _rows("plan-hotspots.json"))


@cache
def plan_indicators() -> tuple[PlanIndicator, ...]:
    """Return the indicators of Appendix I in the order of the plan, parts after their whole.

    Raises
    ------
    DataFileError
        If the packaged file is missing or damaged.
    """
    rows = _rows("plan-indicators.json")
    for row in rows:
        row["target"] = None if row["target"] is None else Decimal(row["target"])
    return tuple(PlanIndicator(**row) for row in rows)
