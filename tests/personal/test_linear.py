"""Reading a text takes time in proportion to its length, whatever it holds."""

from collections.abc import Callable

import pytest

from geo_app.personal import findings_in
from tests.personal.repeated import PIECES, patterns_in, seconds, text_of

SHORT, LONG = 1_000, 4_000
# In proportion it would be 4, with the square 16.
MOST_TIMES_LONGER = 9
# Below this a clock tells nothing of a growth.
LEAST_SECONDS = 0.004


def grows_too_fast(work: Callable[[str], object], piece: str) -> float | None:
    """How many times longer a text of four times the length takes, where that is too much."""
    long = seconds(lambda: work(text_of(piece, LONG)))
    if long < LEAST_SECONDS:
        return None
    for tries in (1, 5):
        short = seconds(lambda: work(text_of(piece, SHORT)), tries)
        long = min(long, seconds(lambda: work(text_of(piece, LONG)), tries))
        if long <= MOST_TIMES_LONGER * short:
            return None
    return long / short


@pytest.mark.parametrize("piece", PIECES, ids=repr)
def test_the_guard_reads_in_proportion_to_the_text(piece: str):
    findings_in("ông Nguyễn Văn A")
    assert grows_too_fast(findings_in, piece) is None


def test_every_pattern_reads_in_proportion_to_the_text(figure: Callable[[str, int], None]):
    findings_in("ông Nguyễn Văn A")
    patterns = dict(patterns_in("geo_app.personal"))
    assert len(patterns) > 40
    slow = {
        (name, piece): times
        for name, pattern in patterns.items()
        for piece in PIECES
        if (times := grows_too_fast(lambda text, p=pattern: list(p.finditer(text)), piece))
    }
    assert slow == {}
    figure("patterns of the guard that read in proportion", len(patterns))
