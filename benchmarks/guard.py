"""How long the guard takes to read a text, against the length of the text.

    python -m benchmarks.guard

First the guard as a whole on each of the repeated pieces of tests/personal/repeated.py, then what
evens texts out, and each pattern alone, on the piece on which it takes longest. In proportion to
the length, the last column is 10. The geocoder reads no text beyond a bound, and is measured there.
"""

import re
import sys
from collections.abc import Callable, Iterator
from functools import partial

from geo_app.personal import findings_in
from geo_app.visible_text import code_typed, in_latin, visible
from geodata.geocoding import LONGEST_TEXT, geocode
from geodata.text import fold, street_key
from tests.personal.repeated import PIECES, patterns_in, seconds, text_of

LENGTHS = (1_000, 10_000, 100_000)
# Between the last two lengths; with the square of the length it would be 100.
MOST_TIMES_LONGER = 25
TRIES = 3
# A clock tells nothing of shorter times.
LEAST_SECONDS = 0.002
# A page of notes, as officers write them; the longest note that is kept has 2,000 characters.
NOTE = (
    "Lúc 21h15 ngày 17/6/2024 kiểm tra karaoke Hoàng Long, 45 Trần Đại Nghĩa: 12 phòng, chủ cơ sở "
    "vắng mặt, 05 nhân viên có hợp đồng; lập BB 12/BB-CA, phạt 12.500.000 đồng. "
)


def times(work: Callable[[str], object], piece: str) -> list[float]:
    """The seconds for each length; of the longest text fewer measurements are steady enough."""
    texts = [text_of(piece, length) for length in LENGTHS]
    tries = (TRIES, TRIES, 2)
    return [seconds(partial(work, text), each) for text, each in zip(texts, tries, strict=True)]


def found(pattern: re.Pattern[str], text: str) -> int:
    return sum(1 for _match in pattern.finditer(text))


def slowest(work: Callable[[str], object]) -> tuple[str, list[float]]:
    """The piece on which the middle length takes longest, with the times for all lengths."""
    middle = {piece: seconds(partial(work, text_of(piece, LENGTHS[1]))) for piece in PIECES}
    piece = max(middle, key=lambda each: middle[each])
    return piece, times(work, piece)


def geocoded() -> Iterator[tuple[str, float]]:
    """Each piece with the seconds that the geocoder takes for the longest text that it reads."""
    geocode("Phố Huế")
    for piece in (
        *PIECES,
        "từ ",
        "từ a đến ",
        "giữa a và ",
        "gần ",
        "ngã tư ",
        "a - ",
        "dọc sông ",
    ):
        text = text_of(piece, LONGEST_TEXT)
        if any(letter.isalnum() for letter in text):
            yield piece, seconds(partial(geocode, text), TRIES)


def row(name: str, piece: str, taken: list[float]) -> bool:
    """Print a row; whether the time is in proportion to the length."""
    growth = taken[-1] / max(taken[-2], 1e-9)
    milliseconds = " ".join(f"{1000 * each:9.2f}" for each in taken)
    print(f"  {name:42} {piece!r:18.18} {milliseconds} {growth:6.1f}")
    return taken[-1] < LEAST_SECONDS or growth <= MOST_TIMES_LONGER


def heading(what: str) -> None:
    print(f"  {what:42} {'piece':18} " + " ".join(f"{f'{n:,} ch':>9}" for n in LENGTHS) + "  times")


def main() -> int:
    findings_in("ông Nguyễn Văn A")
    heading("milliseconds of the guard")
    good = [row("all rules", piece, times(findings_in, piece)) for piece in (NOTE, *PIECES)]
    heading("milliseconds of texts")
    works = (visible, code_typed, in_latin, fold, street_key.__wrapped__)
    good += [row(work.__name__, *slowest(work)) for work in works]
    heading("milliseconds of each pattern")
    for name, pattern in patterns_in("geo_app.personal", "geo_app.register", "geodata.text"):
        good.append(row(name, *slowest(partial(found, pattern))))
    piece, taken = max(geocoded(), key=lambda each: each[1])
    print(f"  the geocoder, on {LONGEST_TEXT} characters of {piece!r}: {1000 * taken:.1f} ms")
    print(f"  {good.count(False)} of {len(good)} grow faster than the text")
    return 0 if all(good) else 1


if __name__ == "__main__":
    sys.exit(main())
