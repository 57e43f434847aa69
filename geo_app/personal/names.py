"""Finds names of persons, each way by a function that a row of the table of rules is made with.

A name is found where a word before it announces one, where what stands behind it tells that it is
a person's, or where family and given names are enough; unless `owners.py` knows whose it is.
"""

import re
from collections.abc import Callable, Iterator

from geo_app.personal.name_shapes import (
    Shape,
    begins_given,
    called_name,
    family_and_any,
    given_name,
    is_syllable,
)
from geo_app.personal.owners import Name, Owner, owned
from geo_app.personal.people import DEEDS, FILLERS, NO_DEEDS, STRONG_DEEDS, folded
from geo_app.personal.places import is_area
from geo_app.personal.words import Phrases, Words

# Words, from the first to the one behind the last.
Span = tuple[int, int]
Finder = Callable[[Words], Iterator[Span]]
# What stands behind a name: the words, and the position behind the last of them.
Evidence = Callable[[Words, int], bool]

# Between a title and the name: ông: A; ông (bà) A; bà. A is the end of a sentence.
JOINED = re.compile(r" {1,3}| ?[:(\[\"“'] ?| ?\) ?:? ?| ?: ?[\"“'] ?")
# These may end with a point.
ABBREVIATIONS = frozenset({"mr", "mrs", "ms", "c"})
BEHIND_A_NAME = re.compile(r"[\"”]? |\.? ?[,(–-] ?")
YEAR = r"(?:19[3-9]\d|200\d|201[0-4])"
BORN = re.compile(
    r"[\s,.(–-]{0,4}(?:sinh(?: ngày| năm)?|s\.?n\.?|năm sinh|ns)[\s:.]{0,3}(?:\d{1,2}[/.-]){0,2}"
    rf"{YEAR}\b"
    rf"|\.? ?\( ?{YEAR}\b(?!-)"
    r"|[\s,.(–-]{0,4}\d{2} tuổi\b",
    re.IGNORECASE,
)
YEAR_BEHIND = re.compile(rf"\.?(?:,| ?[–-])? {YEAR}\b(?![./-])")
OWNS = re.compile(
    r" ?\((?:là )?(?:chủ|quản lý|nhân viên|tiếp viên|bảo vệ|lái xe|lễ tân|người)[^)\d]{0,25}\)"
    r"| (?:làm|là) (?:chủ|quản lý|nhân viên|tiếp viên|bảo vệ|lễ tân)\b| đứng tên\b",
    re.IGNORECASE,
)
QUOTED_NICKNAME = re.compile(r" ?[\"“'‘][^\"”'’\n]{1,15}[\"”'’]")
FARTHEST_BEHIND = 48


def announced(
    known: Phrases, shape: Shape, *, unless: tuple[Owner, ...] = (), named: Shape | None = None
) -> Finder:
    """Names of a shape behind one of these words; behind “tên là” and the like of another one."""
    first_words = frozenset(phrase[0] for phrase in known)

    def find(words: Words) -> Iterator[Span]:
        for position in words.starts(first_words):
            length = words.phrase(position, known)
            start = behind_joint(words, position + length) if length else 0
            if not start:
                continue
            filler = words.phrase(start, FILLERS)
            if filler:
                start = behind_joint(words, start + filler)
            count = (named if filler and named else shape)(words, start) if start else 0
            whole = Name(words, position, start + count - position, start - position)
            if count and not owned(whole, unless):
                yield position, start + count

    return find


def behind_joint(words: Words, position: int) -> int:
    """The position, if what stands before it joins a word with a name; 0 otherwise."""
    if position >= len(words):
        return 0
    gap = words.gap(position - 1)
    short = gap == ". " and words.small[position - 1] in ABBREVIATIONS
    return position if short or JOINED.fullmatch(gap) else 0


def alone(shape: Shape, *, unless: tuple[Owner, ...] = (), only: Evidence | None = None) -> Finder:
    """Names of a shape wherever they stand, or only with what tells that they are a person's."""

    def find(words: Words) -> Iterator[Span]:
        position = 0
        while position < len(words):
            count = shape(words, position)
            if count and (only is None or only(words, position + count)):
                name = Name(words, position, count)
                if not owned(name, unless):
                    yield position, name.end
            position += count or 1

    return find


def does(words: Words, end: int) -> bool:
    """Behind a name: what a person does or has."""
    return deed_behind(words, end, DEEDS) or born(words, end) or owns(words, end)


def does_surely(words: Words, end: int) -> bool:
    """Behind a name: what only a person does or has, even one called like a street."""
    return deed_behind(words, end, STRONG_DEEDS) or born(words, end)


def deed_behind(words: Words, end: int, deeds: Phrases) -> bool:
    initial = len(words.words[end - 1]) == 1 and words.gap(end - 1) == ". "
    if end >= len(words) or not (initial or BEHIND_A_NAME.fullmatch(words.gap(end - 1))):
        return False
    length = words.phrase(end, deeds | NO_DEEDS)
    return bool(length) and tuple(words.small[end : end + length]) not in NO_DEEDS


def born(words: Words, end: int) -> bool:
    return bool(BORN.match(words.behind(end - 1, FARTHEST_BEHIND)))


def born_in(words: Words, end: int) -> bool:
    """A birth year, also behind a comma alone: N.V.A, 1990."""
    return born(words, end) or bool(YEAR_BEHIND.match(words.behind(end - 1, FARTHEST_BEHIND)))


def owns(words: Words, end: int) -> bool:
    return bool(OWNS.match(words.behind(end - 1, FARTHEST_BEHIND)))


def tells_a_person(words: Words, end: int) -> bool:
    """Behind a given name alone, which may be many other words."""
    return does_surely(words, end) or owns(words, end)


def nicknamed(words: Words, end: int) -> bool:
    return bool(QUOTED_NICKNAME.match(words.behind(end - 1, FARTHEST_BEHIND)))


def role_behind(known: Phrases) -> Evidence:
    """One of these words right behind, or behind one more name; with or without its marks."""
    plain = folded(known) | known

    def stands_at(words: Words, end: int) -> bool:
        joined = words.gap(end - 1) in {" ", ", ", " - ", " ("}
        return joined and bool(words.phrase(end, plain, folded=True))

    def evident(words: Words, end: int) -> bool:
        longer = words.gap(end - 1) == " " and is_syllable(words, end)
        return stands_at(words, end) or (longer and stands_at(words, end + 1))

    return evident


def initial_that_does(words: Words, position: int) -> int:
    """One letter that stands for somebody who did something: đối tượng H. khai nhận."""
    letter = words.capitals(position) == 1 and len(words.words[position]) == 1
    return int(letter and does_surely(words, position + 1))


def as_announced(words: Words, position: int) -> int:
    """Whatever is capitalised behind “tên” or “zalo”; in a heading only what names are made of."""
    before = position - 1
    if words.is_shouted(position):
        return family_and_any(words, position) or given_name(words, position)
    if words.is_capital(before) and words.gap(before) == " ":
        return family_and_any(words, position) or begins_given(words, position)
    return called_name(words, position)


def with_title(name: Shape) -> Shape:
    """For a title: in capitals throughout only a full name or a common given one."""

    def of_title(words: Words, position: int) -> int:
        count = name(words, position)
        said = words.words[position : position + count]
        if not count or not all(len(word) > 1 and word.isupper() for word in said):
            return count
        full = family_and_any(words, position)
        if words.is_shouted(position):
            return full if full and not is_area(said) else 0
        return full or given_name(words, position)

    return of_title
