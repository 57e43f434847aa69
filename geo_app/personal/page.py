"""A text made ready for the rules, each form of it once, however many rules read it."""

from dataclasses import dataclass, replace
from functools import cached_property

from geo_app.personal.findings import Finding, Kind
from geo_app.personal.lines import joined
from geo_app.personal.numbers import Number, numbers_in, with_digits, without_figures
from geo_app.personal.reading import Plain, read
from geo_app.personal.words import Words


@dataclass(frozen=True)
class Page:
    """A text as it is read."""

    plain: Plain

    @classmethod
    def of(cls, typed: str) -> "Page":
        return cls(read(typed))

    @cached_property
    def words(self) -> Words:
        return Words(self.plain.text)

    @cached_property
    def digits(self) -> Plain:
        """The text with letters that stand for digits read so, and numbers in one line."""
        return joined(replace(self.plain, text=with_digits(self.plain.text)))

    @cached_property
    def without_figures(self) -> str:
        """`digits` with dates, sums and numbers of documents hidden."""
        return without_figures(self.digits.text)

    @cached_property
    def numbers(self) -> list[Number]:
        """What in `digits` has the form of a number of a person."""
        return list(numbers_in(self.without_figures))

    def of_words(self, kind: Kind, first: int, end: int) -> Finding:
        """A finding of words, from the first to the one before `end`."""
        spans = self.words.spans
        return self.plain.finding(kind, spans[first][0], spans[end - 1][1])
