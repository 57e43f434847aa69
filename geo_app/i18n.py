"""Languages: Vietnamese first, English second; numbers and dates in the form of each."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from babel.numbers import format_decimal
from flask import Flask, g, has_request_context, request, session
from flask_babel import Babel, get_locale
from flask_babel import gettext as _
from markupsafe import Markup

from geo_app.clock import HANOI, today  # noqa: F401  (whoever shows dates takes them from here)

LANGUAGES = {"vi": "Tiếng Việt", "en": "English"}


def chosen_language() -> str:
    """The language of the session, else the first that the program asks for, else Vietnamese.

    A browser's own preference is left aside: office machines often run an English system
    while the people before them read Vietnamese.
    """
    if not has_request_context():
        return "vi"
    chosen = session.get("language")
    if chosen in LANGUAGES:
        return str(chosen)
    if request.path.startswith("/api/"):
        return request.accept_languages.best_match(list(LANGUAGES), "vi") or "vi"
    return "vi"


def language() -> str:
    return str(get_locale() or "vi")[:2]


def vietnamese(text: str | None) -> str:
    """A name or a text that people typed: Vietnamese, and marked so on a page in English."""
    if not text or language() == "vi":
        return text or ""
    return Markup('<span lang="vi">{}</span>').format(text)


def with_marked(sentence: str, **values: str) -> str:
    """A translated sentence, taken without its values, with values of `vietnamese` in it."""
    return Markup.escape(sentence) % values


def show_number(value: Decimal | float | None, places: int = 1) -> str:
    """55.500 and 62,5 in Vietnamese, 55,500 and 62.5 in English."""
    if value is None:
        return ""
    pattern = "#,##0." + "#" * places if places else "#,##0"
    return str(format_decimal(value, format=pattern, locale=language()))


def show_date(value: date | None) -> str:
    """05/02/2024 in Vietnamese, 5 February 2024 in English."""
    if value is None:
        return ""
    if language() == "vi":
        return typed_day(value)
    return f"{value.day} {MONTHS_EN[value.month - 1]} {value.year}"


def typed_day(value: date) -> str:
    """A day as it stands in a field, in either language: 05/02/2024, 17/6/2024."""
    return f"{value.day:02}/{padded_month(value)}"


def padded_month(value: date) -> str:
    """02/2024, 6/2024: official papers pad days below 10, but of the months only 1 and 2.

    Decree 30/2020/ND-CP, Appendix I, part II, section 4.
    """
    month = f"{value.month:02}" if value.month in {1, 2} else str(value.month)
    return f"{month}/{value.year}"


MONTHS_EN = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip


def show_partial_date(start: date, precision: str) -> str:
    """A day, a month or a year, as precisely as it is known and no more."""
    if precision == "year":
        return _("year %(year)s", year=start.year)
    if precision == "month":
        if language() == "vi":
            return _("month %(month)s", month=padded_month(start))
        return f"{MONTHS_EN[start.month - 1]} {start.year}"
    return show_date(start)


def show_moment(value: datetime | None) -> str:
    """A moment in the time of Hanoi, to the minute: 14:05 ngày 17/6/2024."""
    if value is None:
        return ""
    local = value.astimezone(HANOI)
    return _("%(clock)s, %(day)s", clock=f"{local:%H:%M}", day=show_date(local.date()))


def show_clock(value: datetime) -> str:
    """A moment of today as the clock in Hanoi shows it, to the second: 14:05:30."""
    return f"{value.astimezone(HANOI):%H:%M:%S}"


def init_app(app: Flask) -> None:
    Babel(app, locale_selector=chosen_language, timezone_selector=lambda: "Asia/Ho_Chi_Minh")
    filters: dict[str, Any] = {
        "vi": vietnamese,
        "number": show_number,
        "day": show_date,
        "moment": show_moment,
        "typed_day": typed_day,
    }
    app.jinja_env.filters.update(filters)
    app.jinja_env.globals.update(
        show_partial_date=show_partial_date, language=language, LANGUAGES=LANGUAGES
    )

    @app.before_request
    def remember_language() -> None:
        g.language = chosen_language()
