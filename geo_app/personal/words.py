"""The words of a text with what stands between them, split once for all rules."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from geodata.text import fold

WORD = re.compile(r"[^\W\d_]+")
LONGEST_PHRASE = 5
LONGEST_NAME = 5
WORDS_BEFORE = 3
# A point may end an abbreviation: P. Bà Triệu.
NEXT_TO = frozenset({" ", "  ", ". ", "."})
# đ/c, ông/bà
WITHIN_PHRASE = frozenset({" ", "/"})
ENDS_A_SENTENCE = frozenset(".!?:;\n()[]•–-\"“”'‘’/|")

Phrases = frozenset[tuple[str, ...]]


@dataclass(frozen=True)
class Words:
    """The words of a text, one after the other; every question looks at a few around one."""

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

    @cached_property
    def folded(self) -> list[str]:
        return [word if word.isascii() else fold(word) for word in self.small]

    def __len__(self) -> int:
        return len(self.spans)

    def gap(self, position: int) -> str:
        """What stands between a word and the next one; a line end at either end of the text."""
        if not 0 <= position < len(self.spans) - 1:
            return "\n"
        return self.text[self.spans[position][1] : self.spans[position + 1][0]]

    def ahead(self, position: int, length: int) -> str:
        """The last characters before a word."""
        start = self.spans[position][0]
        return self.text[max(0, start - length) : start]

    def behind(self, position: int, length: int) -> str:
        """The first characters behind a word."""
        end = self.spans[position][1]
        return self.text[end : end + length]

    def is_capital(self, position: int) -> bool:
        return self.words[position][0].isupper()

    def is_shouted(self, position: int) -> bool:
        """Whether the words around are in capitals throughout, so that a capital says nothing."""
        around = self.words[max(0, position - 1) : position + 2]
        return all(word.isupper() for word in around) and any(len(word) > 1 for word in around)

    def begins(self, position: int) -> bool:
        """Whether a sentence, a line or something in brackets begins with this word."""
        return bool(ENDS_A_SENTENCE & set(self.gap(position - 1)))

    def before(self, position: int) -> list[str]:
        """The last words before, in small letters; only blanks and points stand between them."""
        start = position
        while position - start < WORDS_BEFORE and start > 0 and self.gap(start - 1) in NEXT_TO:
            start -= 1
        return self.small[start:position]

    def phrase(self, position: int, known: Phrases, *, folded: bool = False) -> int:
        """How many words from here on are the longest of these phrases; 0 for none."""
        spelled = self.folded if folded else self.small
        for length in range(LONGEST_PHRASE, 0, -1):
            said = tuple(spelled[position : position + length])
            if said in known and len(said) == length:
                inside = range(position, position + length - 1)
                if all(self.gap(each) in WITHIN_PHRASE for each in inside):
                    return length
        return 0

    def phrase_before(self, position: int, known: Phrases) -> int:
        """How many words right before this one are the longest of these phrases; 0 for none."""
        for length in range(min(LONGEST_PHRASE, position), 0, -1):
            start = position - length
            if tuple(self.small[start:position]) in known and all(
                self.gap(each) in WITHIN_PHRASE for each in range(start, position - 1)
            ):
                return length
        return 0

    def starts(self, first_words: frozenset[str], *, folded: bool = False) -> Iterator[int]:
        """The positions of words with which a phrase may begin."""
        spelled = self.folded if folded else self.small
        return (position for position, word in enumerate(spelled) if word in first_words)

    def capitals(self, position: int) -> int:
        """How many capitalised words stand here in a row."""
        count = 0
        while position + count < len(self) and count < LONGEST_NAME:
            here = position + count
            if not self.is_capital(here):
                break
            count += 1
            initial = len(self.words[here]) == 1
            if self.gap(here) != " " and not (initial and self.gap(here) in {".", ". "}):
                break
        return count
