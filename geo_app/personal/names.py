"""Finds names of persons where a title, a duty or a birth year tells what they are.

A name alone cannot be told from a street: half the streets of Hanoi are called after somebody.
So a name is found where "ông", "chủ quán" and the like stand before it, or "sinh năm" behind it;
and not where the word before is "phố", "cầu" or another that begins the name of a place.
Limit: a nickname, a name without any such word, and a name written small are words like others.
"""

import re
from collections.abc import Iterator, Sequence

from geo_app.personal.findings import Finding
from geo_app.personal.people import (
    DUTIES,
    FAMILY_NAMES,
    FILLERS,
    GIVEN_NAMES,
    MIDDLE_NAMES,
    NAMED_THINGS,
    NO_NAMES,
    NO_NAMES_OF_TWO,
    TITLES,
)
from geo_app.personal.places import (
    ESTABLISHMENTS,
    LOOSE_PLACE_WORDS,
    NO_TITLES,
    OPENERS,
    PLACE_WORDS,
    ends_with,
    gazetteer,
)
from geo_app.personal.reading import Plain
from geo_app.personal.words import LONGEST_PHRASE, Words
from geodata.text import fold

FULL_NAME = 2
LONGEST_AREA = 3
# Between a title and the name: ông: A; ông (bà) A; bà. A is the end of a sentence.
JOINED = re.compile(r" {1,3}| ?[:(\[\"“'] ?| ?\) ?:? ?| ?: ?[\"“'] ?")
# These may end with a point.
ABBREVIATIONS = frozenset({"mr", "mrs", "ms", "c"})
NEXT_TO_SMALL = frozenset({" ", ": ", "/", " ("})
BORN = re.compile(
    r"[\s,(–-]{0,4}(?:sinh(?: ngày| năm)?|s\.?n\.?|năm sinh|ns)[\s:.]{0,3}(?:\d{1,2}[/.-]){0,2}"
    r"(?:19[3-9]\d|20[01]\d)\b"
    r"|[\s,(–-]{0,4}\d{2} tuổi\b",
    re.IGNORECASE,
)
OWNS = re.compile(
    r" ?\((?:là )?(?:chủ|quản lý|nhân viên|tiếp viên)[^)\d]{0,25}\)| (?:làm|là) chủ\b"
    r"| đứng tên\b",
    re.IGNORECASE,
)
HOUSE_NUMBER = re.compile(r"[\d\-/,] ?$")
FAMILY_NAMES_SMALL = frozenset(name.lower() for name in FAMILY_NAMES)
FAMILY_NAMES_FOLDED = frozenset(map(fold, FAMILY_NAMES))
WITHOUT_MARKS = frozenset(tuple(map(fold, each)) for each in DUTIES | TITLES)
# Whatever begins with no other word announces nobody.
FIRST_WORDS = frozenset(phrase[0] for phrase in TITLES | DUTIES | WITHOUT_MARKS)


def findings(plain: Plain) -> Iterator[Finding]:
    words = Words(plain.text)
    for position in range(len(words.words)):
        for first, last in (*announced(words, position), *explained(words, position)):
            yield plain.finding("name", words.spans[first][0], words.spans[last][1])


def announced(words: Words, position: int) -> Iterator[tuple[int, int]]:
    """A name behind a title or a duty, as the first and the last of its words."""
    if words.small[position] not in FIRST_WORDS:
        return
    for known, is_name in ((TITLES, follows_title), (DUTIES, follows_duty)):
        length = words.phrase(position, known)
        if not length:
            continue
        start = position + length
        gap = words.gap(start - 1)
        if not (
            JOINED.fullmatch(gap)
            or (gap == ". " and words.words[start - 1].lower() in ABBREVIATIONS)
        ):
            continue
        filler = words.phrase(start, FILLERS)
        start += filler
        if filler and not JOINED.fullmatch(words.gap(start - 1)):
            continue
        count = words.name_at(start)
        if count and is_name(words, position, start, count, named=bool(filler)):
            yield position, start + count - 1
    count = written_small(words, position)
    if count:
        yield position, position + count - 1


def follows_title(words: Words, position: int, start: int, count: int, *, named: bool) -> bool:
    name = words.words[start : start + count]
    title = words.words[position]
    if is_office(words.words[start:]) and not named:
        return False
    if title.isupper() and len(title) > 1:
        return is_full_name(name) and not is_area(name) and not in_place(words, position, name)
    if all(len(word) > 1 and word.isupper() for word in name) and not (
        is_full_name(name) or is_given(name[0])
    ):
        return False
    return not in_place(words, position, name)


def follows_duty(words: Words, position: int, start: int, count: int, *, named: bool) -> bool:
    name = words.words[start : start + count]
    duty = tuple(words.small[position:start])
    if (
        is_office(words.words[start:])
        or is_area(name)
        or ends_with(words.before(position), PLACE_WORDS)
    ):
        return False
    if duty == ("tên",):
        is_thing = NAMED_THINGS & set(words.before(position)[-2:])
        return not is_thing and count > FULL_NAME and is_full_name(name) and not is_street(name)
    if duty[0] == "đc" or duty[:2] == ("đ", "c"):
        # Short for "đồng chí", and for "địa chỉ" as well.
        return is_full_name(name) and not is_street(name)
    if named or is_full_name(name):
        return True
    initials = count >= FULL_NAME and all(len(word) == 1 for word in name)
    return initials or (count == 1 and is_given(name[0]))


def explained(words: Words, position: int) -> Iterator[tuple[int, int]]:
    """A full name that says itself whose it is: by a birth year, by Thị, by what they own."""
    count = words.name_at(position)
    name = words.words[position : position + count]
    if not is_full_name(name) or (
        position and words.gap(position - 1) == " " and words.words[position - 1][0].isupper()
    ):
        return
    behind = words.text[words.spans[position + count - 1][1] :]
    last = position + count - 1
    if BORN.match(behind):
        yield position, last
        return
    if is_street(name) or at_place(words, position):
        return
    is_placeholder = len(name) > FULL_NAME and len(name[2]) == 1
    if OWNS.match(behind) or (
        len(name) > FULL_NAME
        and (name[1] == "Thị" or (is_placeholder and name[1].lower() in MIDDLE_NAMES))
    ):
        yield position, last


def written_small(words: Words, position: int) -> int:
    """ông nguyễn văn a, ong Nguyen Van A: title, family name, middle name and another word."""
    for length in range(LONGEST_PHRASE, 0, -1):
        said = words.words[position : position + length + 3]
        gaps = {words.gap(each) for each in range(position, position + length + 2)}
        if len(said) < length + 3 or not gaps <= NEXT_TO_SMALL:
            continue
        title, name = tuple(words.small[position : position + length]), said[length:]
        plain = all(word.isascii() for word in said)
        known = title in TITLES | DUTIES or (plain and title in WITHOUT_MARKS)
        families = FAMILY_NAMES_FOLDED if plain else FAMILY_NAMES_SMALL
        is_small = name[0].islower() and title != ("tên",)
        if (
            known
            and (is_small or (plain and not is_street(name)))
            and name[0].lower() in families
            and name[1].lower() in MIDDLE_NAMES
        ):
            return 0 if ends_with(words.before(position), PLACE_WORDS) else length + 3
    return 0


def in_place(words: Words, position: int, name: Sequence[str]) -> bool:
    """Whether a title belongs to the name of a place: phố Bà Triệu, Quán Cô Ba, Mai Anh Tuấn."""
    title = words.words[position]
    before = words.before(position)
    capital = title[0].isupper()
    full = is_full_name(name)
    if before:
        pair = (before[-1], title.lower())
        if pair in NO_TITLES or (capital and pair in gazetteer().inside):
            return True
        if ends_with(before, PLACE_WORDS):
            known = in_gazetteer(title, name) or before[-1] not in LOOSE_PLACE_WORDS
            return capital or bool(known and not full)
        owned = any(word in {"chủ", "lý", "viên"} for word in before[:-1])
        if capital and ends_with(before, ESTABLISHMENTS) and not owned:
            return not (full and len(name) > FULL_NAME)
        inside = words.words[position - 1][0].isupper() and words.gap(position - 1) == " "
        if capital and inside and not title.isupper() and before[-1] not in OPENERS:
            return True
    known = in_gazetteer(title, name)
    if not known:
        return False
    behind = name[known:]
    is_person = behind and (
        behind[0].lower() in MIDDLE_NAMES or not (is_area(behind) or behind[0].lower() in NO_NAMES)
    )
    numbered = HOUSE_NUMBER.search(words.text[: words.spans[position][0]])
    return bool((capital or numbered) and not is_person)


def in_gazetteer(title: str, name: Sequence[str]) -> int:
    """How many words of the name belong to that of a known place; 0 where none does."""
    said = (title.lower(), *(word.lower() for word in name))
    return next(
        (size - 1 for size in range(len(said), 1, -1) if said[:size] in gazetteer().titled), 0
    )


def at_place(words: Words, position: int) -> bool:
    """Whether a name stands where an address would: behind a number, a dash or "phố"."""
    ahead = words.text[: words.spans[position][0]]
    return bool(HOUSE_NUMBER.search(ahead)) or ends_with(words.before(position), PLACE_WORDS)


def is_office(name: Sequence[str]) -> bool:
    first = name[0].lower()
    return first in NO_NAMES or tuple(word.lower() for word in name[:2]) in NO_NAMES_OF_TWO


def is_full_name(name: Sequence[str]) -> bool:
    return len(name) >= FULL_NAME and fold(name[0]) in FAMILY_NAMES_FOLDED and is_family(name[0])


def is_family(word: str) -> bool:
    return word.lower() in FAMILY_NAMES_SMALL or word.isascii()


def is_given(word: str) -> bool:
    return word.title() in GIVEN_NAMES


def is_street(name: Sequence[str]) -> bool:
    return fold(" ".join(name)) in gazetteer().streets


def is_area(name: Sequence[str]) -> bool:
    lengths = range(1 if len(name) == 1 else FULL_NAME, LONGEST_AREA + 1)
    return any(fold(" ".join(name[:length])) in gazetteer().areas for length in lengths)
