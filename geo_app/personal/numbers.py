"""Finds identity and phone numbers in a text, however their digits are grouped.

Limit: a number of a paper that has the form of an identity or phone number is refused too, unless
a word before or after it says what it is.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from geo_app.personal.findings import Kind
from geo_app.personal.number_forms import (
    BETWEEN,
    CITIZEN,
    DIALLED,
    HIDDEN,
    IDENTITY_WORDS,
    MONEY_BEFORE,
    NOT_PERSONAL,
    OLD_IDENTITY,
    PAPER_BEFORE,
    PHONE_WORDS,
    PHONES,
    TAX_CODE_BEFORE,
    WITHOUT_ZERO,
)

RUN = re.compile(rf"\d(?:{BETWEEN}?\d)*")
NAMED_RUN = r"\d(?:[ .,\-_·•*()\[\]/|'’~:+]{0,4}\d){7,}"
NAMED_IDENTITY = re.compile(
    rf"(?<![^\W\d_]){IDENTITY_WORDS}(?![^\W\d_])[^\d\n]{{0,24}}(?P<number>{NAMED_RUN})",
    re.IGNORECASE,
)
NAMED_PHONE = re.compile(
    rf"(?<![^\W\d_]){PHONE_WORDS}(?![^\W\d_])[^\d\n]{{0,16}}(?P<number>\+?\d(?:{BETWEEN}?\d){{6,}})",
    re.IGNORECASE,
)
# Letters that stand for digits: O912 345 678.
LOOKALIKES = re.compile(
    r"(?<![^\W\d_])(?:\d|[OoIl](?=[ .-]?[\dOoIl]))"
    r"(?:[ .\n-]?(?:\d|[OoIl](?![^\W\d_OoIl]))){8,}"
)
AS_DIGITS = str.maketrans("OoIl", "0011")
FEWEST_TYPED_DIGITS = 7
SIZES = (10, 11, 12, 13, 9)
# A fixed line dialled within its own province.
LOCAL_SIZE = 8
LEAST_IDENTITY = 9
CODE_OF_COMPANY = 10
FEWEST_OF_LIST = 3


Number = tuple[Kind, int, int]


def with_digits(text: str) -> str:
    """The text with letters that stand for digits as digits."""
    return LOOKALIKES.sub(as_digits, text)


def as_digits(match: re.Match[str]) -> str:
    enough = sum(map(str.isdigit, match[0])) >= FEWEST_TYPED_DIGITS
    return match[0].translate(AS_DIGITS) if enough else match[0]


def without_figures(text: str) -> str:
    """The text, of the same length, without what is no number of a person wherever it stands."""
    for pattern in NOT_PERSONAL:
        text = pattern.sub(lambda match: HIDDEN * len(match[0]), text)
    return text


def named_identities(text: str) -> Iterator[tuple[int, int]]:
    """Numbers that a word such as CCCD names; they count however they are grouped."""
    for match in NAMED_IDENTITY.finditer(text):
        if len(digits_of(match["number"])) >= LEAST_IDENTITY and not is_list(match["number"]):
            yield match.span("number")


def named_phones(text: str) -> Iterator[tuple[int, int]]:
    """Numbers that a word such as SĐT names."""
    for match in NAMED_PHONE.finditer(text):
        for size in (*SIZES, LOCAL_SIZE):
            group = first_digits(match["number"], size)
            if group and DIALLED.fullmatch(digits_of(group)) and not is_list(group):
                start = match.start("number")
                yield start, start + len(group)
                break


def numbers_in(text: str) -> Iterator[Number]:
    """What has the form of a number of a person, as kind, start and end."""
    for run in RUN.finditer(text):
        yield from in_run(text, run)


def first_digits(text: str, size: int) -> str:
    """The beginning that holds so many digits, unless it ends within a group of them."""
    match = re.match(rf"\D*(?:\d\D*?){{{size}}}(?!\d)", text)
    return match[0] if match else ""


@dataclass(frozen=True)
class Candidate:
    """Some groups of digits, one after the other, with what stands before them."""

    piece: str
    before: str

    @property
    def digits(self) -> str:
        return digits_of(self.piece)

    @property
    def groups(self) -> list[str]:
        return re.findall(r"\d+", self.piece)

    @property
    def is_figure(self) -> bool:
        """Thousands in groups of three: the end of 1.001.085.012.345."""
        ahead = re.search(r"\d([.,])$", self.before)
        mark = re.escape(ahead[1]) if ahead else ""
        return bool(ahead and re.fullmatch(rf"\d{{3}}(?:{mark}\d{{3}})+", self.piece))

    @property
    def is_decimal(self) -> bool:
        """0.912345678, or what stands behind the point of it or of 105.0285."""
        whole = re.search(r"(?:\d\d|(?<!\d)0)[.,]$", self.before)
        # Digits in groups are no decimals: 0.912.345.678.
        behind = bool(whole) and len(self.groups) == 1
        return behind or re.fullmatch(r"0[.,]\d+", self.piece) is not None

    def kind(self) -> Kind | None:
        kind = kind_of(self.digits)
        if kind is None or not self.may_have_strokes:
            return None
        if self.is_figure or self.is_decimal or is_list(self.piece):
            return None
        if len(self.digits) == LEAST_IDENTITY:
            return kind if self.is_nine_digits_of_a_person else None
        is_company = len(self.digits) == CODE_OF_COMPANY and TAX_CODE_BEFORE.search(self.before)
        return None if is_company or self.is_of_a_paper else kind

    @property
    def may_have_strokes(self) -> bool:
        """0912/345/678 and 0912|345|678, but neither alleys 12/34 nor the row 03 | 05 | 09."""
        begins = r"84\D" if self.before.endswith("+") else r"0\d{2,}\D"
        return not re.search(r"[/|]", self.piece) or re.match(begins, self.piece) is not None

    @property
    def is_of_a_paper(self) -> bool:
        """A record whose number begins with zero; numbers of people are written in groups."""
        return " " not in self.piece and bool(PAPER_BEFORE.search(self.before))

    @property
    def is_nine_digits_of_a_person(self) -> bool:
        """Nine digits may be a sum or the number of a paper as well."""
        if self.digits.startswith("0"):
            return True
        in_threes = re.fullmatch(r"\d{3} \d{3} \d{3}", self.piece)
        if not (self.piece.isdigit() or in_threes) or self.digits.endswith("000"):
            return False
        return not (
            MONEY_BEFORE.search(self.before)
            or PAPER_BEFORE.search(self.before)
            or TAX_CODE_BEFORE.search(self.before)
        )


def kind_of(digits: str) -> Kind | None:
    """Of whom a number of these digits may be, whatever stands around it."""
    if any(form.fullmatch(digits) for form in PHONES):
        return "phone"
    if CITIZEN.fullmatch(digits) or OLD_IDENTITY.fullmatch(digits):
        return "identity"
    return "phone" if WITHOUT_ZERO.fullmatch(digits) else None


def in_run(text: str, run: re.Match[str]) -> Iterator[Number]:
    """Numbers in a run of groups, each beginning and ending where a group does."""
    groups = [
        (run.start() + each.start(), run.start() + each.end())
        for each in re.finditer(r"\d+", run[0])
    ]
    first = 0
    while first < len(groups):
        ahead = number_at(text, groups, first)
        if ahead is None:
            first += 1
            continue
        kind, last = ahead
        yield kind, opened(text, groups[first][0]), groups[last][1]
        first = last + 1


def number_at(text: str, groups: list[tuple[int, int]], first: int) -> tuple[Kind, int] | None:
    """What begins with this group, and with which group it ends."""
    start = groups[first][0]
    # What people dial and citizens' numbers begin so; nine digits of a card begin with any.
    sizes = SIZES if text[start] in "08" else (LEAST_IDENTITY,)
    ends: dict[int, int] = {}
    size = 0
    for number in range(first, len(groups)):
        size += groups[number][1] - groups[number][0]
        if size > max(sizes):
            break
        ends[size] = number
    for size in sizes:
        if size in ends:
            stop = groups[ends[size]][1]
            candidate = Candidate(text[start:stop], text[max(0, start - 40) : start])
            kind = candidate.kind()
            if kind:
                return kind, ends[size]
    return None


def opened(text: str, start: int) -> int:
    """Where the sign or bracket before a number begins: (+84) 912 345 678."""
    if text[start - 1 : start] == "+":
        start -= 1
    return start - 1 if text[start - 1 : start] == "(" else start


def digits_of(piece: str) -> str:
    return re.sub(r"\D", "", piece)


def is_list(piece: str) -> bool:
    """01 - 02 - 03 - 04 counts; 2021 - 2024 - 2025 are years."""
    groups = re.findall(r"\d+", piece)
    numbers = [int(group) for group in groups]
    counts = all(after == before + 1 for before, after in pairwise(numbers))
    years = all(re.fullmatch(r"(?:19|20)\d\d", group) for group in groups)
    return (len(groups) >= FEWEST_OF_LIST and counts and len(groups[0]) > 1) or years
