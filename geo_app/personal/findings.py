"""A piece of a text that points to a person."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Kind = Literal["email", "link", "identity", "phone", "bank", "plate", "birth", "name"]


@dataclass(frozen=True)
class Finding:
    """`piece` is `text[start:end]` of the text as it was typed."""

    kind: Kind
    piece: str
    start: int
    end: int


def without_overlaps(found: Iterable[Finding]) -> list[Finding]:
    """In the order of the text; of two that overlap the one that begins first, or is longer."""
    kept: list[Finding] = []
    for each in sorted(found, key=lambda one: (one.start, -one.end)):
        if not kept or each.start >= kept[-1].end:
            kept.append(each)
    return kept
