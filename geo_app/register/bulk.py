"""Many hotspots at once: which were chosen, and what one event would make of each."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import ngettext

from geo_app.errors import InvalidError, ServiceError, StaleError
from geo_app.register.forms import whole_number
from geo_app.register.queries import Standing
from geo_app.register.rules import NewEvent
from geo_app.register.together import Outcome, Planned
from geo_app.visible_text import code_typed

# What fits on one page, and into one transaction for which nobody else waits too long.
MOST_CHOSEN = 500
# What a code may look like: the choice is kept between two pages, and takes no other text along.
CODE = re.compile(r"[A-Za-z0-9._-]{1,32}")


@dataclass(frozen=True)
class Choice:
    """A hotspot that was chosen, at the version which the chooser had before them."""

    code: str
    version: int

    @classmethod
    def read(cls, text: str) -> "Choice":
        code, _at, version = text.rpartition("@")
        return cls(code_typed(code), whole_number(version))

    def __str__(self) -> str:
        return f"{self.code}@{self.version}"

    def planned(self, new: NewEvent) -> Planned:
        return Planned(self.code, self.version, new)


def choices_in(texts: Iterable[str]) -> list[Choice]:
    """Each hotspot once, whatever a page sends."""
    read = (Choice.read(text) for text in texts)
    return list({choice.code: choice for choice in read if CODE.fullmatch(choice.code)}.values())


@dataclass(frozen=True)
class Line:
    """A line of the preview: a hotspot as it is, and as it would be or why it cannot."""

    choice: Choice
    # None where the reader sees no such hotspot any more.
    now: Standing | None
    after: Standing | None
    trouble: ServiceError | None
    # Somebody else changed it since it was chosen.
    is_stale: bool = False

    @property
    def is_refused(self) -> bool:
        return self.trouble is not None

    @property
    def sentence(self) -> Any:
        """Why it cannot be: what is wrong at its fields, else in general."""
        if isinstance(self.trouble, InvalidError) and self.trouble.errors:
            return " ".join(str(each) for each in self.trouble.errors.values())
        return self.trouble.detail if self.trouble else ""

    @property
    def changes(self) -> bool:
        """Whether its state today becomes another; an event of the past may leave it."""
        return state_of(self.now) != state_of(self.after)


def state_of(standing: Standing | None) -> tuple[str, str] | None:
    return (standing.level, standing.clearance) if standing else None


def lines_of(
    outcomes: Iterable[Outcome], standings: Mapping[str, Standing], stale: Iterable[str] = ()
) -> list[Line]:
    """The refused ones first: they are what somebody has to decide on."""
    changed = set(stale)
    lines = [
        Line(
            choice=Choice(outcome.planned.code, outcome.planned.version or 0),
            now=standings.get(outcome.planned.code),
            after=outcome.recorded.after if outcome.recorded else None,
            trouble=outcome.trouble,
            is_stale=outcome.planned.code in changed,
        )
        for outcome in outcomes
    ]
    return sorted(lines, key=lambda line: not (line.is_refused or line.is_stale))


def stale_codes(outcomes: Iterable[Outcome]) -> list[str]:
    return [each.planned.code for each in outcomes if isinstance(each.trouble, StaleError)]


def saved_sentence(count: int) -> str:
    return str(
        ngettext(
            "%(num)s hotspot was updated. The map and the tables show it now.",
            "%(num)s hotspots were updated. The map and the tables show it now.",
            count,
        )
    )
