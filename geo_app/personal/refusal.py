"""Why a text cannot be kept, in a sentence; the page of a form marks the pieces in the text."""

import re
from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext
from markupsafe import Markup, escape

from geo_app.personal import findings_in
from geo_app.personal.findings import Finding
from geo_app.personal.reading import BREAKS

KIND_NAMES: dict[str, Any] = {
    "email": lazy_gettext("an e-mail address"),
    "link": lazy_gettext("a link to somebody's account"),
    "identity": lazy_gettext("an identity number"),
    "phone": lazy_gettext("a phone number"),
    "bank": lazy_gettext("the number of a bank account"),
    "plate": lazy_gettext("the plate of a vehicle"),
    "birth": lazy_gettext("when and where somebody was born"),
    "name": lazy_gettext("the name of a person"),
}
# How much of the text is shown on either side of a piece.
AROUND = 40
ELLIPSIS = "…"
LINE_END = re.compile(rf"[{BREAKS}]")


class Refusal(str):
    """A sentence; where a page shows it, the text stands below with the pieces marked."""

    __slots__ = ("marked",)
    marked: Markup

    def __html__(self) -> str:
        return Markup('{} <span class="refused-text">{}</span>').format(str(self), self.marked)


def personal_refusal(text: str) -> Refusal | None:
    """The sentence that names every piece that points to a person; None where there is none."""
    found = findings_in(text)
    if not found:
        return None
    refusal = Refusal(sentence_of(found))
    refusal.marked = marked(text, found)
    return refusal


def sentence_of(found: Sequence[Finding]) -> str:
    if len(found) == 1:
        return _(
            "“%(piece)s” looks like %(kind)s. The register keeps places, never persons: "
            "take it out and save again.",
            piece=in_one_line(found[0].piece),
            kind=str(KIND_NAMES[found[0].kind]),
        )
    return _(
        "This points to persons: %(pieces)s. The register keeps places, never persons: "
        "take them out and save again.",
        pieces=", ".join(
            f"“{in_one_line(each.piece)}” ({KIND_NAMES[each.kind]})" for each in found
        ),
    )


def in_one_line(piece: str) -> str:
    """A piece with a line end in it; the sentence may be one line of a log or of a list."""
    return " ".join(filter(None, (part.strip() for part in LINE_END.split(piece))))


def marked(text: str, found: Sequence[Finding]) -> Markup:
    """The pieces marked, with what stands around them; everything of the text escaped."""
    shown, position = Markup(), 0
    for each in found:
        shown += between(text, position, each.start) + Markup("<mark>{}</mark>").format(each.piece)
        position = each.end
    rest = text[position:]
    return shown + escape(rest[:AROUND] + (ELLIPSIS if len(rest) > AROUND else ""))


def between(text: str, start: int, end: int) -> Markup:
    """What stands before a piece; the middle of a long stretch is left out."""
    stretch = text[start:end]
    head = AROUND if start else 0
    if len(stretch) <= head + AROUND:
        return escape(stretch)
    return escape(stretch[:head] + ELLIPSIS + stretch[-AROUND:])
