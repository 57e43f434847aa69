"""Numbers that are spelled out: không chín một hai, ba bốn năm sáu, bảy tám."""

import re
from collections.abc import Iterator
from itertools import pairwise

SPELLED = {
    "0": "không khong linh lẻ",
    "1": "một mot mốt mười muoi",
    "2": "hai",
    "3": "ba",
    "4": "bốn bon tư tu",
    "5": "năm nam lăm lam nhăm",
    "6": "sáu sau",
    "7": "bảy bay bẩy",
    "8": "tám tam",
    "9": "chín chin",
    "": "mươi",
}
DIGITS = {word: digit for digit, words in SPELLED.items() for word in words.split()}
WORD = "|".join(sorted(DIGITS, key=len, reverse=True))
# Longer numbers in digits are years and figures of their own.
ONE = rf"(?<![^\W_])(?:{WORD}|\d{{1,3}})(?![^\W_])"
RUN = re.compile(rf"{ONE}(?:[ ,.\-]{{1,3}}{ONE})+", re.IGNORECASE)
PART = re.compile(rf"{WORD}|\d+", re.IGNORECASE)
# A phone number has ten, an identity number twelve.
FEWEST, MOST = 9, 13
FEWEST_SPELLED = 3


def spelled_numbers(text: str) -> Iterator[tuple[int, int]]:
    for match in RUN.finditer(text):
        parts = PART.findall(match[0].lower())
        digits = "".join(DIGITS.get(part, part) for part in parts)
        spelled = sum(not part.isdigit() for part in parts)
        if FEWEST <= len(digits) <= MOST and spelled >= FEWEST_SPELLED and not counts(digits):
            yield match.span()


def counts(digits: str) -> bool:
    """1, 2, 3 … as people count; a number of a person may go on like this behind a zero."""
    each = [int(digit) for digit in digits]
    return digits[0] != "0" and all(after == before + 1 for before, after in pairwise(each))
