"""What is said of a value that its list does not hold, for whoever has to choose another."""

from collections.abc import Iterable, Mapping
from typing import Any

from flask_babel import gettext as _

from geo_app.register.dates import shortened


def check_choice(
    field: str,
    value: str | None,
    names: Mapping[str, Any],
    errors: dict[str, Any],
    *,
    by_hand: bool,
) -> None:
    """Note at the field what is wrong with a value that was given and is in no list."""
    if value and value not in names:
        errors[field] = not_in_list(value, names, by_hand=by_hand)


def not_in_list(value: str, names: Mapping[str, Any], *, by_hand: bool) -> str:
    """Why it cannot be, with what can; `names` are the words of the list by their codes.

    A page shows the words of its select, so `by_hand` names those. A program sends codes, and its
    people read words: they are told both.
    """
    allowed = listed(names.values() if by_hand else map(code_with_name, names, names.values()))
    if not value:
        return _("Choose one of: %(allowed)s.", allowed=allowed)
    return _(
        "“%(value)s” is not in the list. Choose one of: %(allowed)s.",
        value=shortened(value),
        allowed=allowed,
    )


def code_with_name(code: str, name: Any) -> str:
    return f"{code} ({name})" if str(name) != code else code


def listed(texts: Iterable[Any]) -> str:
    return ", ".join(map(str, texts))


def codes_alone(codes: Iterable[str]) -> dict[str, str]:
    """A list that no page shows: its codes are its only words."""
    return {code: code for code in codes}
