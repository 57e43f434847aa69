"""Which line ends stand within a number, and are read as a blank there.

A number goes on in the next line where both parts together have exactly the form of a number of a
person. Figures below each other in a column, and the end of one row with the number of the next,
are figures of their own.
Limits: lines with nothing but equally many figures are a column, whatever they mean together; a
line that begins with a mark is an item of a list; nine digits in one piece are a whole number.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator

from geo_app.personal.number_forms import (
    BETWEEN,
    CITIZEN,
    DIALLED,
    HIDDEN,
    IDENTITY_WORDS,
    OLD_IDENTITY,
    PHONE_WORDS,
    PHONES,
    UNITS,
)
from geo_app.personal.reading import Plain

LINE_END = r"(?: ?[.\-_·•)/|])? {0,20}\n {0,20}"
BREAK = re.compile(rf"(?<=\d){LINE_END}(?=\(?\d)")
CHAIN = re.compile(rf"\d(?:(?:{BETWEEN}|{LINE_END}\(?)?\d)*")
WITHOUT_LETTERS = re.compile(r"[\W\d_]+")
FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
SUM = re.compile(rf"[1-9]\d{{0,2}}(?:[.,]\d{{3}})+\s?{UNITS}(?!\w)", re.IGNORECASE)
DECIMAL = re.compile(r"0[.,]")
FIRST_NUMBER = re.compile(r"\A\W*(\d{1,5})(?!\d)")
IDENTITY_BEFORE = re.compile(
    rf"(?<![^\W\d_]){IDENTITY_WORDS}(?![^\W\d_])[^\d\n]{{0,24}}$", re.IGNORECASE
)
PHONE_BEFORE = re.compile(rf"(?<![^\W\d_]){PHONE_WORDS}(?![^\W\d_])[^\d\n]{{0,16}}$", re.IGNORECASE)
FARTHEST_WORD = 48
MOST_DIGITS = 14
# So many digits in one piece are a number by themselves: a tax code, a card.
LEAST_WHOLE = 9


def joined(plain: Plain) -> Plain:
    """The text with a blank instead of each line end that stands within a number."""
    shown = list(plain.text)
    text = without_columns(plain.text)
    for chain in CHAIN.finditer(text):
        if "\n" not in chain[0]:
            continue
        for start, end in broken(text, chain):
            for gap in BREAK.finditer(text, start, end):
                shown[gap.start() : gap.end()] = [" ", *[""] * (len(gap[0]) - 1)]
    kept = [number for number, character in enumerate(shown) if character]
    return Plain(
        plain.typed,
        "".join(shown),
        tuple(plain.starts[number] for number in kept),
        tuple(plain.ends[number] for number in kept),
    )


def without_columns(text: str) -> str:
    """The text with the line ends hidden over which no number goes on."""
    lines = text.split("\n")
    line_ends = [position for position, character in enumerate(text) if character == "\n"]
    figures = [0, *map(figures_alone, lines), 0]
    column = [
        here > 0 and here in (above, below)
        for above, here, below in zip(figures, figures[1:], figures[2:], strict=False)
    ]

    def hidden(gap: re.Match[str]) -> str:
        upper = bisect_left(line_ends, gap.start())
        lower = upper + 1
        parts = (
            text[max(0, gap.start() - LEAST_WHOLE) : gap.start()],
            text[gap.end() : gap.end() + LEAST_WHOLE],
        )
        apart = (
            column[upper]
            or column[lower]
            or counts_on(lines[upper], lines[lower])
            or SUM.match(text, gap.end())
            or any(part.isdigit() and len(part) == LEAST_WHOLE for part in parts)
        )
        return HIDDEN * len(gap[0]) if apart else gap[0]

    return BREAK.sub(hidden, text)


def figures_alone(line: str) -> int:
    """How many figures a line holds that holds nothing else; 0 for any other line."""
    return len(FIGURE.findall(line)) if WITHOUT_LETTERS.fullmatch(line) else 0


def counts_on(upper: str, lower: str) -> bool:
    """Whether two lines are rows of a list: 11 Ba Đình …, 12 Hoàn Kiếm …"""
    above, below = FIRST_NUMBER.match(upper), FIRST_NUMBER.match(lower)
    return above is not None and below is not None and int(above[1]) + 1 == int(below[1])


def broken(text: str, chain: re.Match[str]) -> Iterator[tuple[int, int]]:
    """Where the numbers stand that a line end breaks, and that no shorter one would be."""
    groups = [
        (chain.start() + each.start(), chain.start() + each.end())
        for each in re.finditer(r"\d+", chain[0])
    ]
    first = 0
    while first < len(groups):
        start = groups[first][0]
        forms = forms_at(text, start)
        last = first
        for number in range(first, len(groups)):
            piece = text[start : groups[number][1]]
            digits = re.sub(r"\D", "", piece)
            if len(digits) > MOST_DIGITS:
                break
            fitting = [form for form in forms if form.fullmatch(digits)]
            if fitting:
                last = number
                if "\n" not in piece and fitting != [OLD_IDENTITY]:
                    break
        yield start, groups[last][1]
        first = last + 1


def forms_at(text: str, start: int) -> tuple[re.Pattern[str], ...]:
    """What a number that begins here and goes on in the next line may look like."""
    before = text[max(0, start - FARTHEST_WORD) : start]
    if IDENTITY_BEFORE.search(before):
        return (CITIZEN, OLD_IDENTITY, *PHONES)
    if PHONE_BEFORE.search(before):
        return (*PHONES, DIALLED)
    # 84 without a sign may be any figure, and what stands below it a sum.
    abroad = before.endswith("+") and text[start] == "8"
    begins = text[start] == "0" and not DECIMAL.match(text, start)
    return (*PHONES, CITIZEN) if begins or abroad else ()
