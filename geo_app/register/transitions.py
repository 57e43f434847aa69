"""Which clearance may follow which; the form, the API, imports and the tests all ask this table.

Nothing else decides it. `START` stands for a hotspot of which nothing is recorded yet. A
clearance may always be stated again: that an inspection found no change is worth an event.
"""

from typing import Final

START: Final = "start"

TRANSITIONS: dict[str, tuple[str, ...]] = {
    START: ("not_cleared", "cleared", "handed_over"),
    "not_cleared": ("cleared",),
    "cleared": ("handed_over", "recurred"),
    "handed_over": ("recurred",),
    "recurred": ("cleared",),
}


def allowed_after(clearance: str | None) -> tuple[str, ...]:
    """What a clearance may change to; None where none is recorded yet."""
    return TRANSITIONS[clearance or START]


def may_follow(clearance: str, earlier: str | None) -> bool:
    return clearance == earlier or clearance in allowed_after(earlier)
