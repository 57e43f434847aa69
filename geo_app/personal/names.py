"""Finds names of persons where a title, a duty or a birth year tells what they are.

A name alone cannot be told from a street: half the streets of Hanoi are called after somebody.
So a name is found where "ông", "chủ quán" and the like stand before it, or "sinh năm" behind it;
and not where the word before is "phố", "cầu" or another that begins the name of a place.
Limit: a nickname, a name without any such word, and a name written small are words like others.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

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
    NO_TITLES,
    OPENERS,
    PLACE_WORDS,
    WORD,
    ends_with,
    gazetteer,
)
from geo_app.personal.reading import Plain
from geodata.text import fold

LONGEST_NAME = 5
LONGEST_PHRASE = 4
FULL_NAME = 2
# Between a title and the name: ông: A; ông (bà) A; bà. A is the end of a sentence.
JOINED = re.compile(r" {1,3}| ?[:(\[\"“'] ?| ?\) ?:? ?| ?: ?[\"“'] ?")
ABBREVIATED = re.compile(r"\. ?")
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
LIKE_DUTIES = {tuple(map(fold, each)) for each in DUTIES | TITLES}


@dataclass(frozen=True)
class Words:
    """The words of a text, one after the other."""

    text: str

    @cached_property
    def spans(self) -> list[tuple[int, int]]:
        return [match.span() for match in WORD.finditer(self.text)]

    @cached_property
    def words(self) -> list[str]:
        return [self.text[start:end] for start, end in self.spans]

    def gap(self, position: int) -> str:
        """What stands between a word and the next one."""
        if position + 1 >= len(self.spans):
            return "\n"
        return self.text[self.spans[position][1] : self.spans[position + 1][0]]

    def before(self, position: int) -> list[str]:
        """The words right before, in small letters, with nothing but blanks or a point between."""
        found: list[str] = []
        while position > 0 and self.gap(position - 1) in {" ", "  ", ". ", "."} and len(found) < 3:
            position -= 1
            found.insert(0, self.words[position].lower())
        return found

    def phrase(
        self, position: int, known: Sequence[tuple[str, ...]] | frozenset[tuple[str, ...]]
    ) -> int:
        """How many words from here on are the longest of these phrases; 0 for none."""
        for length in range(LONGEST_PHRASE, 0, -1):
            said = tuple(word.lower() for word in self.words[position : position + length])
            gaps = [self.gap(each) for each in range(position, position + length - 1)]
            if len(said) == length and said in known and all(g in {" ", "/"} for g in gaps):
                return length
        return 0

    def name_at(self, position: int) -> int:
        """How many capitalised words stand here in a row."""
        count = 0
        while position + count < len(self.words) and count < LONGEST_NAME:
            if not self.words[position + count][0].isupper():
                break
            count += 1
            here = position + count - 1
            initial = len(self.words[here]) == 1
            if self.gap(here) != " " and not (initial and self.gap(here) in {".", ". "}):
                break
        return count


def findings(plain: Plain) -> Iterator[Finding]:
    words = Words(plain.text)
    for position in range(len(words.words)):
        for first, last in (*announced(words, position), *explained(words, position)):
            yield plain.finding("name", words.spans[first][0], words.spans[last][1])


def announced(words: Words, position: int) -> Iterator[tuple[int, int]]:
    """A name behind a title or a duty, as the first and the last of its words."""
    for known, is_name in ((TITLES, follows_title), (DUTIES, follows_duty)):
        length = words.phrase(position, known)
        if not length:
            continue
        start = position + length
        gap = words.gap(start - 1)
        if not (JOINED.fullmatch(gap) or (gap == ". " and words.words[start - 1].lower() in ABBR)):
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


ABBR = frozenset({"mr", "mrs", "ms", "c"})


def follows_title(words: Words, position: int, start: int, count: int, *, named: bool) -> bool:
    name = words.words[start : start + count]
    title = words.words[position]
    if is_office(name) and not named:
        return False
    if title.isupper() and len(title) > 1:
        return is_full_name(name) and not is_area(name) and not in_place(words, position, name)
    if all(len(word) > 1 and word.isupper() for word in name) and not (
        is_full_name(name) or fold(name[0]).title() in map(fold, GIVEN_NAMES) or is_given(name[0])
    ):
        return False
    return not in_place(words, position, name)


def follows_duty(words: Words, position: int, start: int, count: int, *, named: bool) -> bool:
    name = words.words[start : start + count]
    duty = words.words[position].lower()
    if is_office(name) or is_area(name) or ends_with(words.before(position), PLACE_WORDS):
        return False
    if duty == "tên" and start == position + 1:
        before = words.before(position)
        if (before and before[-1] in NAMED_THINGS) or not is_full_name(name):
            return False
        return count > FULL_NAME and not is_street(name)
    if (duty, *[w.lower() for w in words.words[position + 1 : start]])[:2] == ("đ", "c"):
        # Short for "đồng chí", and for "địa chỉ" as well.
        return is_full_name(name) and not is_street(name)
    if named or is_full_name(name):
        return True
    if all(len(word) == 1 for word in name):
        return count >= FULL_NAME
    return count == 1 and is_given(name[0])


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
        if len(said) < length + 3:
            continue
        phrase, rest = tuple(word.lower() for word in said[:length]), said[length:]
        gaps = [words.gap(each) for each in range(position, position + length + 2)]
        if not all(gap in {" ", ": ", "/", " ("} for gap in gaps):
            continue
        plain = all(word.isascii() for word in said)
        known = phrase in TITLES | DUTIES or (plain and phrase in LIKE_DUTIES)
        families = FAMILY_NAMES_FOLDED if plain else FAMILY_NAMES_SMALL
        if known and rest[0].lower() in families and rest[1].lower() in MIDDLE_NAMES:
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
            return capital or not full
        owned = any(word in {"chủ", "lý", "viên"} for word in before[:-1])
        if capital and ends_with(before, ESTABLISHMENTS) and not owned:
            return not (full and len(name) > FULL_NAME)
        inside = words.words[position - 1][0].isupper() and words.gap(position - 1) == " "
        if capital and inside and not title.isupper() and before[-1] not in OPENERS:
            return True
    if (title.lower(), name[0].lower()) not in gazetteer().titled:
        return False
    numbered = HOUSE_NUMBER.search(words.text[: words.spans[position][0]])
    is_person = len(name) > 1 and name[1].lower() in MIDDLE_NAMES
    return bool((capital or numbered) and not is_person)


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
    return any(fold(" ".join(name[:length])) in gazetteer().areas for length in (2, 3))
