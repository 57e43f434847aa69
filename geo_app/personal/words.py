"""The words of a text with what stands between them."""

import re
from dataclasses import dataclass
from functools import cached_property

WORD = re.compile(r"[^\W\d_]+")
LONGEST_PHRASE = 4
LONGEST_NAME = 5
WORDS_BEFORE = 3
# A point may end an abbreviation: P. Bà Triệu.
NEXT_TO = frozenset({" ", "  ", ". ", "."})
# đ/c, ông/bà
WITHIN_PHRASE = frozenset({" ", "/"})


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

    @cached_property
    def small(self) -> list[str]:
        return [word.lower() for word in self.words]

    def gap(self, position: int) -> str:
        """What stands between a word and the next one."""
        if position + 1 >= len(self.spans):
            return "\n"
        return self.text[self.spans[position][1] : self.spans[position + 1][0]]

    def before(self, position: int) -> list[str]:
        """The last words before, in small letters; only blanks and points stand between them."""
        start = position
        while position - start < WORDS_BEFORE and start > 0 and self.gap(start - 1) in NEXT_TO:
            start -= 1
        return self.small[start:position]

    def phrase(self, position: int, known: frozenset[tuple[str, ...]]) -> int:
        """How many words from here on are the longest of these phrases; 0 for none."""
        for length in range(LONGEST_PHRASE, 0, -1):
            said = tuple(self.small[position : position + length])
            if said in known and len(said) == length:
                inside = range(position, position + length - 1)
                if all(self.gap(each) in WITHIN_PHRASE for each in inside):
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
