"""How names of persons are made up, and how many words of a text make one.

A shape takes the words and a position and says how many words from there on are such a name; 0
for none. None looks further than the few words of the longest name.
"""

from collections.abc import Callable

from geo_app.personal.people import (
    DOUBTFUL_FAMILY_NAMES,
    FAMILY_NAMES,
    GIVEN_NAMES,
    MIDDLE_NAMES,
    NAME_SYLLABLES,
    NO_NAMES,
    NO_NAMES_OF_TWO,
    NORTHERN_FAMILY_NAMES,
    NORTHERN_MIDDLE_NAMES,
    OFFICES,
    ORDINARY_BEFORE,
    ORDINARY_BEHIND,
    SURE_FAMILY_NAMES,
    SURE_WITHOUT_MARKS,
    folded,
)
from geo_app.personal.places import is_area, is_street
from geo_app.personal.words import Phrases, Words
from geodata.text import fold

Shape = Callable[[Words, int], int]

FULL = 2
WITH_MIDDLE = 3


def small(known: frozenset[str]) -> frozenset[str]:
    return frozenset(word.lower() for word in known)


FAMILIES = small(FAMILY_NAMES)
GIVEN = small(GIVEN_NAMES)
SYLLABLES = small(NAME_SYLLABLES) | (FAMILIES - DOUBTFUL_FAMILY_NAMES)
NORTHERN = small(NORTHERN_FAMILY_NAMES)
# Houses are called Hoàng Anh and Đoàn Gia as well.
SURE_OF_TWO = SURE_FAMILY_NAMES - {"hoàng", "đoàn"}
# Small, these are other words: trần nhà, đỗ xe.
SURE_IN_SMALL = SURE_FAMILY_NAMES - {"đỗ", "võ", "tạ", "trương", "đoàn"}
FAMILIES_FOLDED = frozenset(map(fold, FAMILIES - DOUBTFUL_FAMILY_NAMES))
SURE_FOLDED = frozenset(map(fold, SURE_FAMILY_NAMES))
ORDINARY_BEFORE_PLAIN, ORDINARY_BEHIND_PLAIN = folded(ORDINARY_BEFORE), folded(ORDINARY_BEHIND)
SYLLABLES_FOLDED = frozenset(map(fold, SYLLABLES))


def any_name(words: Words, position: int) -> int:
    """Capitalised words, whatever they are, unless they begin an office or an agency."""
    count = words.capitals(position)
    return 0 if not count or is_office(words, position) else count


def called_name(words: Words, position: int) -> int:
    """What somebody is called, perhaps by a word of address: Bé Bự."""
    count = words.capitals(position)
    return 0 if not count or names_an_office(words, position, OFFICES) else count


def given_name(words: Words, position: int) -> int:
    """One given name that is common, alone: Hùng, but neither Hùng Vương nor An ninh."""
    if words.capitals(position) != 1 or is_office(words, position):
        return 0
    return int(words.small[position] in GIVEN)


def begins_given(words: Words, position: int) -> int:
    """Capitalised words of which the first is a common given name: Cường Đô La."""
    return any_name(words, position) if words.small[position] in GIVEN else 0


def given_names(words: Words, position: int) -> int:
    """A given name alone or with one more: Tuấn, Kiều Trang, Hải Lốp."""
    count = words.capitals(position)
    if not 1 <= count <= FULL or is_office(words, position) or words.is_shouted(position):
        return 0
    if position and words.gap(position - 1) == " " and words.is_capital(position - 1):
        return 0
    said = words.words[position : position + count]
    if count == FULL and (is_area(said) or is_street(said)):
        return 0
    return count if words.small[position] in GIVEN else 0


def given_or_full(words: Words, position: int) -> int:
    return max(given_names(words, position), full_name(words, position))


def small_before(known: Phrases) -> Shape:
    """A common given name in small letters with one of these words behind it."""

    def shape(words: Words, position: int) -> int:
        word = words.words[position]
        told = word.islower() and word in GIVEN and words.gap(position) in {" ", ", ", " ("}
        return int(told and bool(words.phrase(position + 1, known)))

    return shape


def initials(words: Words, position: int) -> int:
    """N.V.A or T.H, the letters of a name."""
    count = words.capitals(position)
    letters = all(len(word) == 1 for word in words.words[position : position + count])
    return count if count >= FULL and letters else 0


def full_name(words: Words, position: int) -> int:
    """A family name with one to four others; in ordinary words no name: Hồ sơ, vi phạm."""
    if not words.is_capital(position) or not is_family(words, position):
        return 0
    most = words.capitals(position)
    count = 1
    while count < most and is_syllable(words, position + count):
        count += 1
    if count == FULL and words.small[position + 1] in MIDDLE_NAMES and most > count:
        # Nguyễn Văn and whatever they are called: nobody else is called so.
        count += 1
    return count if count >= FULL else 0


def family_and_any(words: Words, position: int) -> int:
    """A family name with whatever capitalised words are behind it, as a title announces it."""
    if not words.is_capital(position) or not is_family(words, position):
        return 0
    count = words.capitals(position)
    if words.is_shouted(position):
        count = min(count, max(FULL, full_name(words, position)))
    return count if count >= FULL else 0


def full_name_doubtful(words: Words, position: int) -> int:
    """Three words or more of a family whose name is another word first: Kim Ngọc Lan."""
    count = words.capitals(position)
    known = (
        count >= WITH_MIDDLE
        and words.small[position] in DOUBTFUL_FAMILY_NAMES
        and is_syllable(words, position + 1)
        and is_syllable(words, position + 2)
    )
    return count if known else 0


def full_name_with_middle(words: Words, position: int) -> int:
    """A full name of three words or more; without marks only of a family that is hardly else."""
    count = full_name(words, position)
    if count < WITH_MIDDLE:
        return 0
    plain = all(word.isascii() for word in words.words[position : position + count])
    sure = words.small[position] in SURE_WITHOUT_MARKS or has_middle(words, position)
    return count if sure or not plain else 0


def full_name_of_two(words: Words, position: int) -> int:
    """Family and given name, of families whose name is hardly ever another word."""
    if full_name(words, position) != FULL or words.small[position] not in SURE_OF_TWO:
        return 0
    alone = words.is_shouted(position) or words.capitals(position) == FULL
    return FULL if alone and words.small[position + 1] in GIVEN else 0


def northern_name(words: Words, position: int) -> int:
    """A name of the peoples of the north: Giàng A Pó, Ma Seo Chư."""
    count = words.capitals(position)
    known = (
        count >= WITH_MIDDLE
        and words.small[position] in NORTHERN
        and words.words[position + 1] in NORTHERN_MIDDLE_NAMES
    )
    return count if known else 0


def full_name_small(words: Words, position: int) -> int:
    """A full name in small letters with its marks, and with Văn or Thị."""
    known = (
        words.small[position] in SURE_FAMILY_NAMES
        and words.small[position + 1 : position + 2] in (["văn"], ["thị"])
        and not words.is_capital(position)
        and in_a_row(words, position, WITH_MIDDLE)
        and words.small[position + 2] in SYLLABLES
        and not is_ordinary(words, position)
    )
    if not known:
        return 0
    longer = in_a_row(words, position, 4) and words.small[position + 3] in GIVEN
    return WITH_MIDDLE + int(longer)


def full_name_small_announced(words: Words, position: int) -> int:
    """A full name in small letters with its marks, behind a duty: chủ quán lê hoàng minh."""
    if words.small[position] not in SURE_IN_SMALL or words.is_capital(position):
        return 0
    count = 1
    while in_a_row(words, position, count + 1) and words.small[position + count] in SYLLABLES:
        count += 1
        if count > WITH_MIDDLE:
            break
    known = count >= WITH_MIDDLE or (count == FULL and words.small[position + 1] in GIVEN)
    return count if known and not is_ordinary(words, position) else 0


def full_name_plain(words: Words, position: int) -> int:
    """Three words without marks that may be a full name: nguyen van hung, NGUYEN VAN HUNG."""
    count = WITH_MIDDLE
    said = words.words[position : position + count]
    known = (
        len(said) == count
        and all(word.isascii() for word in said)
        and words.folded[position] in SURE_FOLDED | FAMILIES_FOLDED
        and in_a_row(words, position, count)
        and all(word.lower() in SYLLABLES_FOLDED for word in said[1:])
        and (words.folded[position] in SURE_FOLDED or said[1].lower() in MIDDLE_NAMES)
        and not is_ordinary(words, position)
    )
    return count if known else 0


def in_a_row(words: Words, position: int, count: int) -> bool:
    inside = range(position, position + count - 1)
    return position + count <= len(words) and all(words.gap(each) == " " for each in inside)


def is_family(words: Words, position: int) -> bool:
    word = words.small[position]
    plain = word in FAMILIES_FOLDED and "".join(words.small[position : position + 2]).isascii()
    if word in DOUBTFUL_FAMILY_NAMES and not has_middle(words, position):
        return False
    return (word in FAMILIES or plain) and not is_ordinary(words, position)


def has_middle(words: Words, position: int) -> bool:
    """Whether Văn or Thị stands behind a family name, which nothing else has there."""
    return position + 1 < len(words) and words.small[position + 1] in MIDDLE_NAMES


def is_syllable(words: Words, position: int) -> bool:
    """A middle or given name, or its first letter."""
    word = words.small[position]
    return len(word) == 1 or word in SYLLABLES or (word.isascii() and word in SYLLABLES_FOLDED)


def is_ordinary(words: Words, position: int) -> bool:
    """Whether a word that may be a family name is part of another: vi phạm, hồ sơ."""
    word = words.small[position]
    before = words.small[position - 1] if words.gap(position - 1) == " " else ""
    behind = words.small[position + 1] if words.gap(position) == " " else ""
    if word.isascii() and before.isascii() and (before, word) in ORDINARY_BEFORE_PLAIN:
        return True
    if word.isascii() and behind.isascii() and (word, behind) in ORDINARY_BEHIND_PLAIN:
        return True
    if (before, word) in ORDINARY_BEFORE:
        return True
    # Lưu Văn Ánh is a name, and lưu văn bản is none.
    named = has_middle(words, position) and words.is_capital(position + 1)
    written = named and not words.is_shouted(position)
    return not written and (word, behind) in ORDINARY_BEHIND


def is_office(words: Words, position: int) -> bool:
    """Whether an office, an agency or a firm begins here: Chủ tịch UBND, Công an phường."""
    return names_an_office(words, position, NO_NAMES)


def names_an_office(words: Words, position: int, known: frozenset[str]) -> bool:
    if words.small[position] in known:
        return True
    return tuple(words.small[position : position + 2]) in NO_NAMES_OF_TWO


def longest(*shapes: Shape) -> Shape:
    def of_any(words: Words, position: int) -> int:
        return max(shape(words, position) for shape in shapes)

    return of_any
