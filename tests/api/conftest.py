"""What tests of the interface share."""

from collections.abc import Callable
from typing import Any

import pytest

EVENT = {
    "effective_on": "2024-05",
    "level": "low_activity",
    "clearance": "cleared",
    "basis": "BB 12/BB-CA",
    "note": "Đoàn kiểm tra liên ngành xác nhận",
}

INSPECTION = {
    "effective_on": "2024-05-17",
    "team": "district",
    "establishments_checked": 5,
    "establishments_violating": 2,
    "people_informed": 14,
    "basis": "BB 15/BB-ĐKT178",
}


@pytest.fixture
def event() -> Callable[..., dict[str, Any]]:
    """An event that can be recorded, with what the test cares about; None leaves a field out."""

    def made(**given: Any) -> dict[str, Any]:
        return {name: value for name, value in {**EVENT, **given}.items() if value is not None}

    return made


@pytest.fixture
def code() -> str:
    """One of the three hotspots to be cleared in 2024."""
    return "PL2-I-1"


@pytest.fixture
def events_path(code: str) -> str:
    return f"/api/v1/hotspots/{code}/events"
