"""Figures as people write them and as they read them."""

import re
from decimal import ROUND_FLOOR, Decimal

from flask_babel import gettext as _

from geo_app.i18n import language, show_number
from geo_app.register.dates import shortened

LARGEST = Decimal(1_000_000_000)
# Longer than any figure however it is grouped; what is cut from is none.
LONGEST = 40
# Per language: what groups thousands, what begins the decimals.
MARKS = {"vi": (".", ","), "en": (",", ".")}


class NumberError(ValueError):
    """The text is no figure that can be used; the message is a sentence for the user."""


def parse_number(text: str, *, whole: bool) -> Decimal:
    """Read 55.500 and 62,5 (Vietnamese) or 55,500 and 62.5 (English).

    A mark is never guessed: 62.5 in Vietnamese is neither thousands nor decimals, and is refused.
    Nor is 0.125, which is no thousands there: nobody begins a group of them with 0.
    """
    group, point = MARKS.get(language(), MARKS["vi"])
    text = re.sub(r"\s+", " ", text.strip()[:LONGEST])
    grouped = rf"[1-9]\d{{0,2}}(?:{re.escape(group)}\d{{3}})+|[1-9]\d{{0,2}}(?: \d{{3}})+|\d+"
    match = re.fullmatch(rf"({grouped})(?:{re.escape(point)}(\d{{1,2}}))?", text, re.ASCII)
    if match is None:
        if re.fullmatch(r"[-−–]\s*[\d., ]+", text):
            raise NumberError(_("A figure cannot be below zero."))
        raise NumberError(
            _(
                "“%(text)s” is not a figure. Write it like %(whole)s or %(decimal)s.",
                text=shortened(text),
                whole=show_number(55500),
                decimal=show_number(62.5),
            )
        )
    digits = match[1].replace(group, "").replace(" ", "")
    if len(digits.lstrip("0")) > len(str(LARGEST)):
        raise too_large()
    value = Decimal(digits) + Decimal(f"0.{match[2] or 0}")
    if value > LARGEST:
        raise too_large()
    if whole and value != value.to_integral_value():
        raise NumberError(_("This is counted one by one: write a whole number."))
    return value


def figure_understood(value: Decimal, total: Decimal | None) -> str:
    """What was read from a field, for whoever typed it to look at."""
    if total is None:
        return _("Recorded figure: %(value)s.", value=show_number(value, 2))
    return _(
        "Recorded figure: %(value)s of %(total)s.",
        value=show_number(value, 2),
        total=show_number(total, 2),
    )


def too_large() -> NumberError:
    return NumberError(
        _("This is more than can be: at most %(largest)s.", largest=show_number(LARGEST, 0))
    )


def show_percent(value: Decimal) -> str:
    """100%, 62,5% in Vietnamese; never rounded up: 99,96 % of a duty is not all of it."""
    floor = value.quantize(Decimal("0.1"), ROUND_FLOOR)
    return _("%(number)s %%", number=show_number(floor))
