"""One indicator's figure for one period: what is wanted, what was reached, and how far that is."""

from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from flask import url_for
from flask_babel import gettext as _

from geo_app.i18n import show_number
from geo_app.indicators.models import Indicator
from geo_app.indicators.numbers import show_percent
from geo_app.indicators.titles import title_of, unit_of

GROUP = "group"
QUALITATIVE = "qualitative"
SHARES = frozenset({"percent_of_units", "percent_of_cases", "percent_of_cases_at_least"})
FROM_REGISTER = frozenset({"from_register", "from_register_at_most"})
HUNDRED = Decimal(100)


class RegisterParts(NamedTuple):
    """Which lists of register.progress stand behind a figure from the register."""

    due: str | None
    done: str
    missing: str | None


REGISTER_PARTS = {
    "8.1": RegisterParts("to_clear", "cleared", "left"),
    "8.2": RegisterParts(None, "new", None),
    "8.3": RegisterParts("to_keep", "kept", "lost"),
}


@dataclass(frozen=True)
class Figure:
    """What was reached, and where that comes from.

    `value` is a count, or for shares a percentage. A `partial` one is a sum over districts of
    which some have not reported.
    """

    value: Decimal | None = None
    numerator: Decimal | None = None
    total: Decimal | None = None
    note: str = ""
    state: str | None = None
    source: str = ""
    partial: bool = False


NO_FIGURE = Figure()


@dataclass(frozen=True)
class IndicatorRow:
    """One row of Appendix I as a table shows it."""

    code: str
    parent: str | None
    depth: int
    title: str
    text_vi: str
    unit: str
    target_kind: str
    target_value: Decimal | None
    target_display: str
    actual_value: Decimal | None
    numerator: Decimal | None
    total: Decimal | None
    actual_display: str
    ratio: Decimal | None
    share: float | None
    share_display: str
    met: bool | None
    state: str | None
    source: str
    note: str
    lead_agencies: tuple[str, ...]
    coordinating_agencies: tuple[str, ...]
    is_group: bool
    from_register: bool

    @property
    def parts(self) -> RegisterParts | None:
        return REGISTER_PARTS.get(self.code)

    @property
    def detail_url(self) -> str:
        return url_for("indicators.show", code=self.code)


def show_target(indicator: Indicator, target: Decimal | None) -> str:
    if indicator.target_kind == GROUP:
        return ""
    if target is None:
        return _("in words")
    if indicator.target_kind == "percent_of_cases_at_least":
        return _("at least %(share)s", share=show_percent(target))
    if indicator.target_kind in SHARES:
        return show_percent(target)
    return show_number(target, 0)


def show_actual(indicator: Indicator, figure: Figure) -> str:
    if indicator.target_kind == GROUP:
        return ""
    if indicator.target_kind == QUALITATIVE:
        return figure.note or _("no data yet")
    if figure.value is None:
        return _("no data yet")
    if indicator.target_kind not in SHARES:
        return show_number(figure.value, 0)
    return _(
        "%(share)s (%(numerator)s of %(total)s)",
        share=show_percent(figure.value),
        numerator=show_number(figure.numerator),
        total=show_number(figure.total),
    )


def ratio_of(indicator: Indicator, target: Decimal | None, figure: Figure) -> Decimal | None:
    """What was reached over what is wanted; nothing where one of them is missing or zero."""
    if figure.value is None or not target or indicator.target_kind == "from_register_at_most":
        return None
    return figure.value / target


def is_met(indicator: Indicator, target: Decimal | None, figure: Figure) -> bool | None:
    """Whether the target is reached; None where that cannot be said yet."""
    if figure.value is None or target is None:
        return None
    if indicator.target_kind == "from_register_at_most":
        return figure.value <= target
    if indicator.target_kind == "from_register" and not target:
        return None
    reached = figure.value >= target
    if figure.partial and indicator.target_kind in SHARES:
        # A share of the districts that reported says nothing of those that did not.
        return None
    return reached


def row_of(
    indicator: Indicator,
    figure: Figure,
    *,
    target: Decimal | None,
    confined: bool = False,
) -> IndicatorRow:
    """The row of one indicator.

    Readers who are `confined` to districts see what those reported. A count of theirs is not
    measured against a target that is the whole city's; a share is.
    """
    registered = indicator.target_kind in FROM_REGISTER
    measured = not confined or registered or indicator.target_kind in SHARES
    ratio = ratio_of(indicator, target, figure) if measured else None
    return IndicatorRow(
        code=indicator.code,
        parent=indicator.parent,
        depth=0 if indicator.parent is None else 1,
        title=title_of(indicator.code, indicator.text_vi),
        text_vi=indicator.text_vi,
        unit=unit_of(indicator.unit_vi),
        target_kind=indicator.target_kind,
        target_value=target,
        target_display=show_target(indicator, target),
        actual_value=figure.value,
        numerator=figure.numerator,
        total=figure.total,
        actual_display=show_actual(indicator, figure),
        ratio=ratio,
        share=None if ratio is None else min(1.0, float(ratio)),
        share_display="" if ratio is None else show_percent(ratio * HUNDRED),
        met=is_met(indicator, target, figure) if measured else None,
        state=figure.state,
        source=figure.source,
        note=figure.note,
        lead_agencies=tuple(indicator.lead_agencies),
        coordinating_agencies=tuple(indicator.coordinating_agencies),
        is_group=indicator.target_kind == GROUP,
        from_register=registered,
    )
