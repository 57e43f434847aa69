"""What entries of the audit are about: kept as codes, shown and looked for by name."""

from collections.abc import Iterable
from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy import ColumnElement, literal, or_, select
from sqlalchemy.orm import Session

import geodata
from geo_app.accounts.models import AuditEntry
from geo_app.audit.letters import holds, small
from geo_app.i18n import vietnamese
from geo_app.indicators.titles import TITLES
from geo_app.register.models import Hotspot


@dataclass(frozen=True)
class Subject:
    """A name with the code that it had beside it, and the page about it where there is one."""

    name: str
    code: str = ""
    address: str | None = None


def subjects_of(session: Session, entries: Iterable[AuditEntry]) -> dict[str, Subject]:
    """By what the entries keep; the hotspots among them are looked up together."""
    kept = {each.subject for each in entries}
    codes = [name for kind, name in map(parted, kept) if kind == "hotspot" and name.isprintable()]
    statement = select(Hotspot.code, Hotspot.name).where(Hotspot.code.in_(codes))
    hotspots = {row.code: row.name for row in session.execute(statement)} if codes else {}
    return {each: subject_of(each, hotspots) for each in kept}


def subject_of(kept: str, hotspots: dict[str, str]) -> Subject:
    """What nobody has a name for is shown as it is kept."""
    kind, name = parted(kept)
    address = address_of(kept)
    if kind == "hotspot" and name in hotspots:
        return Subject(vietnamese(hotspots[name]), name, address)
    if kind == "district" and name in (districts := district_names()):
        return Subject(vietnamese(districts[name]), name, address)
    if kind == "indicator" and name in TITLES:
        return Subject(str(TITLES[name]), name, address)
    plain = {
        "user": _("unknown account") if name == "?" else _("account %(name)s", name=name),
        "file": _("file %(name)s", name=name),
        "plan": _("plan %(name)s", name=name),
        "audit": _("the audit"),
        "journal": _("the journal"),
    }
    return Subject(plain.get(kind, kept), address=address)


def parted(kept: str) -> tuple[str, str]:
    kind, _slash, name = kept.partition("/")
    return kind, name


def district_names() -> dict[str, str]:
    return {unit.code: unit.name for unit in geodata.all_units("2024")}


def is_about(text: str) -> ColumnElement[bool]:
    """Whether an entry is about something whose code or name holds the text."""
    named = {f"district/{code}": name for code, name in district_names().items()}
    named |= {f"indicator/{code}": str(title) for code, title in TITLES.items()}
    wanted = small(text)
    found = [kept for kept, name in named.items() if wanted in small(name)]
    hotspots = select(literal("hotspot/") + Hotspot.code).where(holds(Hotspot.name, text))
    return or_(
        holds(AuditEntry.subject, text),
        AuditEntry.subject.in_(hotspots),
        AuditEntry.subject.in_(found),
    )


def address_of(subject: str) -> str | None:
    """The page about what an entry is about, where there is one."""
    kind, name = parted(subject)
    if not name or "/" in name:
        return None
    if kind == "hotspot":
        return url_for("register.show", code=name)
    if kind == "user" and name != "?":
        return url_for("user_accounts.index", name=name)
    if kind == "district":
        return url_for("districts.show", code=name)
    if kind == "indicator":
        return url_for("indicators.show", code=name)
    return None
