"""Finds places by their Vietnamese descriptions, and compares them with the plan's districts.

:func:`geocode` answers one text, :func:`geocode_plan` the plan's hotspots, and
:func:`plan_check` is the table that shows where each of them lies. How a place was found is
kept in steps whose codes :data:`STEP_CODES` lists. Areas of the communes of 2024 are
approximate (see :mod:`geodata.geocoding.areas`).
"""

from geodata.geocoding.geocoder import LONGEST_TEXT, geocode
from geodata.geocoding.plan import PlanCheckRow, geocode_plan, plan_check
from geodata.geocoding.result import Located, NotFound, Precision, Step, Verdict, VerdictKind
from geodata.geocoding.steps import REASON_CODES, STEP_CODES

__all__ = [
    "LONGEST_TEXT",
    "REASON_CODES",
    "STEP_CODES",
    "Located",
    "NotFound",
    "PlanCheckRow",
    "Precision",
    "Step",
    "Verdict",
    "VerdictKind",
    "geocode",
    "geocode_plan",
    "plan_check",
]
