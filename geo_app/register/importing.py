"""Events from the rows of a table: which column is which, and what each row records."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from flask_babel import gettext as _

from geo_app.errors import InvalidError, ServiceError
from geo_app.register.rules import new_event
from geo_app.register.together import Outcome, Planned
from geo_app.register.vocabulary import CLEARANCE_NAMES, LEVEL_NAMES
from geo_app.visible_text import code_typed, visible
from geodata.text import fold

COLUMNS = (
    "code",
    "effective_on",
    "level",
    "clearance",
    "basis",
    "note",
    "handed_over_by",
    "handed_over_to",
)
REQUIRED = ("code", "effective_on")
# What the columns are called in Vietnamese, folded.
VIETNAMESE = {
    "ma": "code",
    "ma diem": "code",
    "ngay": "effective_on",
    "thoi diem": "effective_on",
    "ngay co hieu luc": "effective_on",
    "muc do": "level",
    "muc do phuc tap": "level",
    "triet xoa": "clearance",
    "tinh trang triet xoa": "clearance",
    "can cu": "basis",
    "ghi chu": "note",
    "ben giao": "handed_over_by",
    "co quan ban giao": "handed_over_by",
    "ben nhan": "handed_over_to",
    "co quan tiep nhan": "handed_over_to",
}


@dataclass(frozen=True)
class ImportRow:
    """A row of the table with what it records, and in the end what became of it."""

    line: int
    values: Mapping[str, str]
    planned: Planned | None = None
    trouble: ServiceError | None = None
    outcome: Outcome | None = None

    @property
    def refusal(self) -> ServiceError | None:
        return self.trouble or (self.outcome.trouble if self.outcome else None)

    @property
    def is_unchanged(self) -> bool:
        """Whether the register tells it already."""
        return self.outcome is not None and self.outcome.unchanged


def columns_in(headings: Sequence[str]) -> list[str]:
    """The name of each column; an `InvalidError` says which are unknown, double or missing."""
    columns = [column_of(heading) for heading in headings]
    known = ", ".join(COLUMNS)
    unknown = [h for h, column in zip(headings, columns, strict=True) if column not in COLUMNS]
    if unknown:
        raise InvalidError(
            _(
                "The table has columns that mean nothing here: %(names)s. "
                "The known ones are: %(known)s.",
                names=", ".join(f"“{name}”" for name in unknown),
                known=known,
            )
        )
    double = sorted({column for column in columns if columns.count(column) > 1})
    missing = [column for column in REQUIRED if column not in columns]
    if double or missing:
        raise InvalidError(
            _("The table needs each of these columns once: %(names)s.", names=", ".join(missing))
            if missing
            else _("The table has a column twice: %(names)s.", names=", ".join(double))
        )
    return columns


def column_of(heading: str) -> str:
    name = fold(visible(heading))
    return VIETNAMESE.get(name, name)


def row_of(line: int, columns: Sequence[str], cells: Sequence[str], *, today: date) -> ImportRow:
    """What a row records; a blank cell says nothing."""
    shown = (visible(cell).strip() for cell in cells)
    values = {name: cell for name, cell in zip(columns, shown, strict=True) if cell}
    said = {
        **values,
        "level": code_of(values.get("level"), LEVEL_NAMES),
        "clearance": code_of(values.get("clearance"), CLEARANCE_NAMES),
    }
    row = ImportRow(line, values)
    code = values.get("code")
    if code is None:
        sentence = _("The row names no hotspot: give its code.")
        return replace(row, trouble=InvalidError(sentence))
    try:
        new = new_event(said, today=today, may_restate=True)
    except InvalidError as error:
        return replace(row, trouble=error)
    return replace(row, planned=Planned(code_typed(code), None, new))


def code_of(text: str | None, names: Mapping[str, object]) -> str | None:
    """A value of a list by its code, or by its name as the pages show it."""
    if text is None:
        return None
    by_name = {fold(str(name)): code for code, name in names.items()}
    return by_name.get(fold(text), text)


def with_outcomes(rows: Iterable[ImportRow], outcomes: Iterable[Outcome]) -> list[ImportRow]:
    """Each row with what became of it; outcomes come in the order of the rows with an event."""
    left = iter(outcomes)
    return [replace(row, outcome=next(left)) if row.planned else row for row in rows]
