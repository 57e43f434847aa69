"""What tests of the indicators share."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from flask import Flask

from geo_app.db import database
from geo_app.indicators.models import IndicatorResult
from geo_app.indicators.queries import appendix_one
from tests.factories import saved


@pytest.fixture
def report(app: Flask) -> Callable[..., IndicatorResult]:
    """`report("3.1", 500, unit="020")`: a report that was recorded."""

    def made(code: str, value: float, total: float | None = None, **given: Any) -> IndicatorResult:
        values = {
            "indicator_code": code,
            "unit_code": given.pop("unit", "city"),
            "period": "2024",
            "actual_value": Decimal(str(value)),
            "total_value": None if total is None else Decimal(str(total)),
            "state": "submitted",
            "basis": "BC 5/BC-SLĐTBXH",
            **given,
        }
        return saved(app, IndicatorResult(**values))

    return made


@pytest.fixture
def row(app: Flask) -> Callable[..., Any]:
    """`row("3.1", scope=None, period="2024")`: a row of Appendix I, in Vietnamese numbers."""

    def found(code: str, **given: Any) -> Any:
        with app.test_request_context():
            rows = appendix_one(database().session(), scope=given.pop("scope", None), **given)
        return next(each for each in rows if each.code == code)

    return found
