"""Whose a title, a duty or a short word is, when no person stands behind it: rows of that table.

Streets and houses begin with titles as well: phố Bà Triệu, Quán Cô Ba, Lan Anh Hotel.
"""

import re

from geo_app.personal.name_shapes import FULL, full_name, is_office
from geo_app.personal.owners import (
    BLANKS,
    HOUSE_NUMBER,
    Name,
    Owner,
    named_thing,
    phrase_in_front,
)
from geo_app.personal.people import DUTIES, FILLERS, MIDDLE_NAMES
from geo_app.personal.places import (
    ESTABLISHMENTS,
    LOOSE_PLACE_WORDS,
    NO_TITLES,
    OPENERS,
    PLACE_WORDS,
    gazetteer,
    is_area,
    is_street,
)

OPENS_A_QUOTE = re.compile(r"[\"“'‘«]$")


def part_of_a_word(name: Name) -> bool:
    """A title that is the end of another word: ghi chú, trẻ em, tiếng Anh; or inside a name."""
    words, title = name.words, name.start
    if tuple(words.small[title : title + 2]) in NO_TITLES:
        return True
    before = words.before(title)
    if not before:
        return False
    pair = (before[-1], words.small[title])
    return pair in NO_TITLES or (words.is_capital(title) and pair in gazetteer().inside)


def area_of_a_duty(name: Name) -> bool:
    return is_area(name.words.words[name.proper : name.end])


def address(name: Name) -> bool:
    """Đ/c is short for đồng chí and for địa chỉ as well."""
    words, start = name.words, name.start
    short = words.small[start] == "đc" or words.small[start : start + 2] == ["đ", "c"]
    return short and is_street(words.words[name.proper : name.end])


def place_with_title(name: Name) -> bool:
    """A place word before a title: phố Bà Triệu; with a small title only where it is known."""
    words, title = name.words, name.start
    if not phrase_in_front(name, PLACE_WORDS):
        return False
    if words.is_capital(title):
        return True
    known = known_titled(name) or words.small[title - 1] not in LOOSE_PLACE_WORDS
    return bool(known) and not full_name(words, name.proper)


def known_place_with_title(name: Name) -> bool:
    """A title that begins the name of a known place: 12 Bà Triệu, Bà Triệu - Lê Duẩn."""
    known = known_titled(name)
    if not known:
        return False
    words, title = name.words, name.start
    behind = name.said[known + 1 :]
    is_person = behind and (
        behind[0].lower() in MIDDLE_NAMES
        or not (is_area(behind) or is_office(words, title + known + 1))
    )
    numbered = HOUSE_NUMBER.search(words.ahead(title, 24))
    return bool((words.is_capital(title) or numbered) and not is_person)


def house_with_title(name: Name) -> bool:
    """A house called after somebody: Quán Cô Ba, quán "Chị Hai", nhân viên quán Cô Ba."""
    words, title = name.words, name.start
    if not words.is_capital(title) or words.is_shouted(title):
        return False
    full = full_name(words, name.proper)
    return establishment_in_front(name) and full <= FULL


def quoted_title(name: Name) -> bool:
    """A name in quotes that begins with a title is a sign above a door, unless of a person."""
    words, title = name.words, name.start
    if not words.is_capital(title) or not OPENS_A_QUOTE.search(words.ahead(title, 1)):
        return False
    return not words.phrase_before(title, DUTIES | FILLERS)


def longer_name_with_title(name: Name) -> bool:
    """A title inside a name: Lan Anh Hotel, Mai Anh Tuấn; not behind a verb: Gặp Ông Hùng."""
    words, title = name.words, name.start
    if title == 0 or words.gap(title - 1) != " " or not words.is_capital(title):
        return False
    before = title - 1
    if not words.is_capital(before) or words.words[title].isupper():
        return False
    if full_name(words, name.proper) > FULL and words.begins(before):
        return False
    return words.small[before] not in OPENERS


def thing_with_title(name: Name) -> bool:
    return name.words.is_capital(name.start) and named_thing(name)


def ordinary_word(name: Name) -> bool:
    """Short for “called”, or part of another word: Phạm Tèo tự Lì, but not ngõ Tự Do."""
    words, start = name.words, name.start
    if words.is_capital(start):
        return True
    if start == 0 or words.gap(start - 1) == " (":
        return False
    return not (words.gap(start - 1) in {" ", ", "} and words.is_capital(start - 1))


def establishment_in_front(name: Name) -> bool:
    words, here = name.words, name.start
    if here == 0 or not BLANKS.fullmatch(words.gap(here - 1)):
        return False
    return bool(words.phrase_before(here, ESTABLISHMENTS))


def known_titled(name: Name) -> int:
    """How many words behind a title belong to the name of a known place; 0 where none does."""
    said = tuple(word.lower() for word in name.said)
    return next(
        (size - 1 for size in range(len(said), 1, -1) if said[:size] in gazetteer().titled), 0
    )


OF_TITLES = (
    Owner("an ordinary word that ends like a title", "ghi chú Nguyễn Trãi", part_of_a_word),
    Owner("a word for a place before the title", "phố Bà Mận", place_with_title),
    Owner("a place called so in the data", "12 Bà Triệu", known_place_with_title),
    Owner("a house called so", "nhân viên quán Cô Ba", house_with_title),
    Owner("a sign in quotes", "treo biển “Cô Ba”", quoted_title),
    Owner("a thing that is called so with a title", "mang tên “Bà Năm”", thing_with_title),
    Owner("a longer name around the title", "mở Sương Anh Tú", longer_name_with_title),
)
OF_DUTIES = (
    Owner("an area behind a duty", "cán bộ Dương Quang", area_of_a_duty),
    Owner("the address behind “đ/c”", "Đ/c: Trần Duy Hưng", address),
)
OF_NICKNAMES = (Owner("an ordinary word", "ngõ Tự Do", ordinary_word),)
