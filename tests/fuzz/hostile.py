"""What nobody should send and somebody will: strategies for the values of fields and addresses."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from hypothesis import strategies as st

# Each has brought down some program: the end of a text in C, halves of characters, numbers that
# are none or too large for a column, days that are none, code for a page, a query or a sheet.
SPITEFUL = (
    "",
    " ",
    "\0",
    "a\0b",
    "\ud800",
    "\ufeff",
    "\u202e020",
    "\r\nSet-Cookie: a=b",
    "x" * 5_000,
    "ộ" * 301,
    "0",
    "-1",
    "1.5",
    "1e400",
    "NaN",
    "٣",
    "9" * 30,
    str(2**31),
    str(2**63),
    "2024-02-30",
    "0000-00-00",
    "9999-12-31",
    "31/12/9999",
    "2024-06-20T08:00+99:99",
    "null",
    "[]",
    "../../../etc/passwd",
    "//another.example/",
    "'; DROP TABLE event; --",
    "%' OR '1'='1",
    "%s%n{0}{{7*7}}",
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "=1+1",
    "Đường Hoàng Quốc Việt",
)
# Half of a pair, as no encoder writes it, may come in an address or a form all the same.
ANY_TEXT = st.text(alphabet=st.characters(exclude_categories=()), max_size=40)
# Half of them from the end of the list: a NUL alone has brought down more than all the rest.
VALUES = st.sampled_from((*SPITEFUL, *("\0",) * 8)) | ANY_TEXT
NAMES = st.sampled_from(("", "csrf_token", "step", "version", "id", "__proto__")) | ANY_TEXT
Pairs = list[tuple[str, Any]]


# The simplest choice, which is always tried, is the good one.
SPOILT = 3


def mostly(good: Iterable[Any], bad: st.SearchStrategy[Any] = VALUES) -> st.SearchStrategy[Any]:
    """Something good, or one time in four what nobody should send."""
    known = st.sampled_from(sorted(good, key=repr))
    return st.integers(0, SPOILT).flatmap(lambda chance: known if chance < SPOILT else bad)


@st.composite
def pairs(
    draw: Callable[..., Any], offered: Mapping[str, Iterable[str]], good: Mapping[str, Any]
) -> Pairs:
    """Fields of a form or an address: what a page offers or what is good, left out, spoilt, twice.

    Mostly good, so that what lies behind the first check is reached as well.
    """
    sent: Pairs = []
    spoilt = draw(st.sets(st.sampled_from([*offered, *good] or [""]), max_size=3))
    for name in {**offered, **good}:
        if name in spoilt:
            times = draw(st.sampled_from((0, 1, 1, 1, 2)))
            sent += [(name, draw(VALUES)) for _ in range(times)]
        elif name in good:
            values = good[name] if isinstance(good[name], list) else [good[name]]
            sent += [(name, str(value)) for value in values]
        elif draw(st.integers(0, 3)) == 0:
            sent.append((name, draw(st.sampled_from(sorted(offered[name])))))
    if draw(st.integers(0, 9)) == 0:
        sent.append((draw(NAMES), draw(VALUES)))
    return sent
