"""The lists as tests ask for them: codes, as of a day."""

from collections.abc import Callable
from datetime import date

import pytest
from flask import Flask

from geo_app.attention.queries import Attention, Limits, attention
from geo_app.register.queries import Scope, standings
from geo_app.register.reading import Reading
from tests.factories import database_of

TODAY = date(2024, 12, 31)
SIX_MONTHS_300_METRES = Limits(check_months=6, border_metres=300)

Lists = Callable[..., Attention]


@pytest.fixture
def lists(app: Flask) -> Lists:
    """`lists(day, reading=…, scope=…, limits=…)`; a reading stands in place of the day."""

    def made(
        on: date = TODAY,
        *,
        reading: Reading | None = None,
        scope: Scope = None,
        limits: Limits = SIX_MONTHS_300_METRES,
    ) -> Attention:
        reading = reading or Reading(on)
        # A request of its own: a session keeps seeing what it saw first.
        with app.test_request_context():
            session = database_of(app).session()
            found = standings(session, scope=scope, reading=reading)
            return attention(session, found, reading=reading, limits=limits)

    return made
