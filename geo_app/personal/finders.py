"""A rule of the guard, and how words, texts and patterns become what a rule finds."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from geo_app.personal import papers
from geo_app.personal.findings import Finding, Kind
from geo_app.personal.names import Finder
from geo_app.personal.page import Page

Find = Callable[[Page, Kind], Iterable[Finding]]


@dataclass(frozen=True)
class Rule:
    """A row of the table."""

    name: str
    kind: Kind
    example: str
    how: Find

    def findings(self, page: Page) -> Iterable[Finding]:
        return self.how(page, self.kind)


def in_words(find: Finder) -> Find:
    def findings(page: Page, kind: Kind) -> Iterator[Finding]:
        for first, end in find(page.words):
            yield page.of_words(kind, first, end)

    return findings


def in_text(find: Callable[[str], Iterable[tuple[int, int]]]) -> Find:
    def findings(page: Page, kind: Kind) -> Iterator[Finding]:
        for start, end in find(page.plain.text):
            yield page.plain.finding(kind, start, end)

    return findings


def in_digits(find: Callable[[str], Iterable[tuple[int, int]]]) -> Find:
    """Of the text in which dates, sums and numbers of documents are hidden."""

    def findings(page: Page, kind: Kind) -> Iterator[Finding]:
        for start, end in find(page.without_figures):
            yield page.digits.finding(kind, start, end)

    return findings


def by_form(page: Page, kind: Kind) -> Iterator[Finding]:
    for found, start, end in page.numbers:
        if found == kind:
            yield page.digits.finding(kind, start, end)


def matches(*patterns: re.Pattern[str], group: str | int = 0) -> Find:
    def find(text: str) -> Iterator[tuple[int, int]]:
        for pattern in patterns:
            for match in pattern.finditer(text):
                yield match.span(group)

    return in_text(find)


def of_paper(paper: papers.Paper) -> Rule:
    find = in_digits(lambda text: papers.numbers_of(paper, text))
    return Rule(paper.name, paper.kind, paper.example, find)
