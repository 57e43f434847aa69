"""How much of what officers write about persons is found, and how much else is refused.

All texts are invented. The rules were written with an eye on the half called `tuned`; the other
half was written before them and is only measured: whoever mends a rule leaves it alone.
"""

from collections.abc import Callable

import pytest

from geo_app.personal import findings_in
from tests.personal.harmless import lines_of

MOST_MISSED = 0.15
MOST_FALSE_ALARMS = 0.02
FEWEST_TEXTS = 100


@pytest.mark.parametrize("half", ["tuned", "held_out"])
@pytest.mark.parametrize(
    ("side", "most"), [("people", MOST_MISSED), ("harmless", MOST_FALSE_ALARMS)]
)
def test_few_persons_are_missed_and_few_others_refused(
    half: str, side: str, most: float, figure: Callable[[str, int], None]
):
    texts = lines_of(f"{side}_{half}")
    assert len(set(texts)) == len(texts) >= FEWEST_TEXTS
    wrong = [text for text in texts if bool(findings_in(text)) != (side == "people")]
    assert len(wrong) <= most * len(texts), wrong
    figure(f"of {len(texts)} texts of {side} ({half}), read wrongly", len(wrong))
