"""Whose a name is when it is not a person's: a table of what gives it to a place or a house.

Half the streets of Hanoi are called after somebody, and so are karaoke bars, schools and firms. A
rule for names leaves out what one of its owners has. Each row of the table looks at no more than a
few words around the name, so reading a text takes time in proportion to its length.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from geo_app.personal.name_shapes import FULL
from geo_app.personal.people import DUTIES, FILLERS, NAMED_THINGS, TITLES
from geo_app.personal.places import (
    BEHIND_PLACES,
    ESTABLISHMENTS,
    OF_FIRMS,
    PLACE_WORDS,
    TOWARDS_PLACES,
    is_area,
    is_street,
)
from geo_app.personal.words import LONGEST_PHRASE, Words

# How many words before a name may belong to it: Công ty Cổ phần Đầu tư và Xây dựng …
FARTHEST = 12
LONGEST_LIST = 6
BLANKS = re.compile(r"[ .]{1,3}|-|[ :]{0,2}[\"“'‘(][ ]?")
HOUSE_NUMBER = re.compile(
    r"(?<![\d/.:h,-])(?:\d{1,3}[A-Za-z]?|\d{1,4}(?:[/-]\d{1,4}[A-Za-z]?){1,3})(?:, ?| )$"
)
IN_A_LIST = re.compile(r" ?[,;/–-] ?| và ")
CLOCK = re.compile(r"\d ?[h:] ?\d{0,2} $")


@dataclass(frozen=True)
class Name:
    """Some words that may be somebody's name; the first `lead` of them are a title or a duty."""

    words: Words
    start: int
    count: int
    lead: int = 0

    @property
    def proper(self) -> int:
        """Where the name itself begins, behind title or duty."""
        return self.start + self.lead

    @property
    def end(self) -> int:
        return self.start + self.count

    @property
    def said(self) -> list[str]:
        return self.words.words[self.start : self.end]


@dataclass(frozen=True)
class Owner:
    """A row of the table: what it is, a text in which it has the name, and whether it has."""

    name: str
    example: str
    has: Callable[[Name], bool]


def place_word(name: Name) -> bool:
    return bool(phrase_in_front(name, PLACE_WORDS))


def house_or_place(name: Name) -> bool:
    """A word for a place, a house or a firm, perhaps with other parts of its name between."""
    words, here = name.words, name.start
    for _step in range(FARTHEST):
        if here == 0 or not BLANKS.fullmatch(words.gap(here - 1)):
            return False
        if words.phrase_before(here, DUTIES):
            return False
        if words.phrase_before(here, ESTABLISHMENTS | PLACE_WORDS):
            return True
        here -= 1
        if not (words.is_capital(here) or words.small[here] in OF_FIRMS):
            return False
    return False


def longer_name(name: Name) -> bool:
    """The end of a name that begins with other capitalised words: Sao Mai Lê Hoàng."""
    words, start = name.words, name.start
    if start == 0 or words.gap(start - 1) != " " or words.is_shouted(start):
        return False
    before = start - 1
    if not words.is_capital(before) or len(words.words[before]) == 1:
        return False
    if words.phrase_before(start, TITLES | DUTIES | FILLERS):
        return False
    return not words.begins(before)


def word_behind(name: Name) -> bool:
    words = name.words
    return words.gap(name.end - 1) == " " and bool(words.phrase(name.end, BEHIND_PLACES))


def house_number(name: Name) -> bool:
    ahead = name.words.ahead(name.start, 24)
    return bool(HOUSE_NUMBER.search(ahead)) and not CLOCK.search(ahead)


def on_the_way(name: Name) -> bool:
    return bool(phrase_in_front(name, TOWARDS_PLACES))


def known_place(name: Name) -> bool:
    """A street, landmark, commune or district of the data, perhaps with its area behind it."""
    words, start = name.words, name.start
    most = max(name.count, words.capitals(start))
    if any(is_street(words.words[start : start + size]) for size in range(name.count, most + 1)):
        return True
    if is_area(name.said) or ((words.small[start],) in PLACE_WORDS and is_known(name.said[1:])):
        return True
    return any(
        is_street(name.said[:size]) and is_beside_a_street(name.said[size:])
        for size in range(FULL, name.count)
    )


def is_beside_a_street(said: list[str]) -> bool:
    """What may stand behind a street: its area, another one, a letter (Đào Nguyên A)."""
    return (len(said) >= FULL and is_known(said)) or len(said[0]) == 1


def is_known(said: list[str]) -> bool:
    return is_area(said) or is_street(said)


def in_a_list(name: Name) -> bool:
    """After a street in a list of streets: các phố Nguyễn Văn Mới, Lê Thị Xa và Trần Văn Lạ."""
    words, here = name.words, name.start
    for _step in range(LONGEST_LIST):
        last = last_of_previous(words, here)
        if last is None:
            return False
        first = last
        while first > 0 and words.gap(first - 1) == " " and words.is_capital(first - 1):
            first -= 1
            if last - first > LONGEST_LIST:
                return False
        earlier = Name(words, first, last - first + 1)
        if first < last and any(
            owns(earlier) for owns in (place_word, house_number, known_place, on_the_way)
        ):
            return True
        if first < last and name.count == FULL and house_or_place(earlier):
            return True
        here = first
    return False


def last_of_previous(words: Words, here: int) -> int | None:
    """The last word of what stands before in a list; None where there is no list."""
    if here == 0:
        return None
    if IN_A_LIST.fullmatch(words.gap(here - 1)):
        return here - 1
    joined = words.small[here - 1] == "và" and here > 1
    if joined and words.gap(here - 1) == words.gap(here - 2) == " ":
        return here - 2
    return None


def named_thing(name: Name) -> bool:
    """What a street, a house or a firm is called: đổi tên, quán có tên, tên cơ sở."""
    words, start = name.words, name.start
    first = start
    while start - first < LONGEST_PHRASE and words.gap(first - 1) in {" ", ' "', " “", ": "}:
        first -= 1
    before = words.small[first : start + 1]
    return "tên" in before and bool(NAMED_THINGS & set(before))


def phrase_in_front(name: Name, known: frozenset[tuple[str, ...]]) -> int:
    words, here = name.words, name.start
    if here == 0 or not BLANKS.fullmatch(words.gap(here - 1)):
        return 0
    return words.phrase_before(here, known)


def owned(name: Name, owners: Iterable[Owner]) -> bool:
    return any(owner.has(name) for owner in owners)


NAMED_THING = Owner("a thing that is called so", "đổi tên thành Trần Văn Lạ", named_thing)
OF_NAMES = (
    Owner("a word for a place or a house before it", "công ty Lê Bảo Minh", house_or_place),
    Owner("a word for a place or house behind it", "Trần Văn Lạ Street", word_behind),
    Owner("the number of a house before it", "12 Lê Thị Xa", house_number),
    Owner("a word for the way there", "tại Nguyễn Văn Mới", on_the_way),
    Owner("a street or area that the data knows", "Trần Duy Hưng vắng khách", known_place),
    Owner("a list of streets", "các phố Nguyễn Trãi, Lê Thị Xa", in_a_list),
    Owner("a longer name", "mở Tulip Lê Hoàng Minh", longer_name),
    NAMED_THING,
)
# Those that even a deed behind the name does not take it from.
FIRM_OWNERS = tuple(
    each for each in OF_NAMES if each.has in {house_or_place, word_behind, named_thing}
)
# Half the given names are streets too.
OF_GIVEN_NAMES = tuple(each for each in OF_NAMES if each.has is not known_place)
