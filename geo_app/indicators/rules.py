"""What a report on an indicator must hold to be recorded."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from flask_babel import gettext as _

from geo_app.errors import InvalidError
from geo_app.indicators.figures import FROM_REGISTER, GROUP, QUALITATIVE, SHARES
from geo_app.indicators.models import Indicator
from geo_app.indicators.numbers import NumberError, parse_number
from geo_app.indicators.periods import PERIODS, period_names
from geo_app.indicators.titles import STATE_NAMES
from geo_app.register.choices import not_in_list
from geo_app.register.rules import BASIS_LENGTH, NOTE_LENGTH, trouble_in_text

FIELDS = ("unit", "period", "value", "total", "state", "basis", "note")
# A form has no number to send for an indicator that is assessed in words, and the table takes no
# row without one; nothing reads this.
NO_NUMBER = Decimal(0)


@dataclass(frozen=True)
class NewResult:
    """A report that has passed the rules."""

    unit: str
    period: str
    value: Decimal
    total: Decimal | None
    state: str
    basis: str | None
    note: str | None


def new_result(
    values: Mapping[str, Any], indicator: Indicator, *, units: list[str], may_confirm: bool
) -> NewResult:
    """Check what was sent; an `InvalidError` names every field that is wrong.

    `units` are those for which the writer may report on this indicator.
    """
    refuse_computed(indicator)
    errors: dict[str, Any] = {}
    texts = {field: str(values.get(field) or "").strip() for field in FIELDS}
    if texts["unit"] not in units:
        errors["unit"] = _(
            "You cannot report on this indicator for this unit. Choose from the list."
        )
    if texts["period"] not in PERIODS:
        errors["period"] = not_in_list(texts["period"], period_names(), by_hand=True)
    if texts["state"] not in STATE_NAMES:
        errors["state"] = not_in_list(
            texts["state"], state_names(may_confirm=may_confirm), by_hand=True
        )
    elif texts["state"] == "confirmed" and not may_confirm:
        errors["state"] = _("Only DOLISA confirms a figure. Submit it; they will look at it.")
    value, total = numbers_of(indicator, texts, errors)
    check_texts(indicator, texts, errors)
    if errors:
        raise InvalidError(_("Nothing was saved. Correct what is marked."), errors=errors)
    return NewResult(
        unit=texts["unit"],
        period=texts["period"],
        value=value,
        total=total,
        state=texts["state"],
        basis=texts["basis"] or None,
        note=texts["note"] or None,
    )


def state_names(*, may_confirm: bool) -> dict[str, Any]:
    """What a report can be saved as."""
    return {code: name for code, name in STATE_NAMES.items() if code != "confirmed" or may_confirm}


def refuse_computed(indicator: Indicator) -> None:
    if indicator.target_kind in FROM_REGISTER:
        raise InvalidError(
            _(
                "This figure is counted from the register and cannot be reported by hand. "
                "Record an event on the hotspot instead."
            )
        )
    if indicator.target_kind == GROUP:
        raise InvalidError(_("This is a heading: report on one of its parts."))


def numbers_of(
    indicator: Indicator, texts: Mapping[str, str], errors: dict[str, Any]
) -> tuple[Decimal, Decimal | None]:
    if indicator.target_kind == QUALITATIVE:
        return NO_NUMBER, None
    shares = indicator.target_kind in SHARES
    value = number_in("value", texts, errors, whole=not shares)
    if not shares:
        return value, None
    total = number_in("total", texts, errors, whole=False)
    if {"value", "total"} & errors.keys():
        return value, total
    if not total:
        errors["total"] = _("A share of nothing cannot be computed: the total must be above zero.")
    elif value > total:
        errors["value"] = _("This is more than the total that it is a share of.")
    return value, total


def number_in(
    field: str, texts: Mapping[str, str], errors: dict[str, Any], *, whole: bool
) -> Decimal:
    if not texts[field]:
        errors[field] = (
            _("Give the total; where only the percentage is known, write 100.")
            if field == "total"
            else _("Give the figure. Where nothing is known yet, do not report.")
        )
        return NO_NUMBER
    try:
        return parse_number(texts[field], whole=whole)
    except NumberError as error:
        errors[field] = str(error)
        return NO_NUMBER


def check_texts(indicator: Indicator, texts: Mapping[str, str], errors: dict[str, Any]) -> None:
    for field, longest in (("basis", BASIS_LENGTH), ("note", NOTE_LENGTH)):
        trouble = trouble_in_text(texts[field], longest)
        if trouble:
            errors[field] = trouble
    if indicator.target_kind == QUALITATIVE and not texts["note"]:
        errors["note"] = _("Write the assessment: this indicator has no figure.")
    elif texts["state"] != "draft" and not (texts["basis"] or texts["note"]):
        errors["basis"] = _("Give the basis (document number), or say in a note how this is known.")
