"""A district's map sheet: what the register says of a day, in words and on the ground."""

from datetime import date, datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy.orm import Session

import geodata
from geo_app.accounts import refusals
from geo_app.accounts.scope import Scope, holds
from geo_app.errors import NotFoundError
from geo_app.exports.histories import history_of
from geo_app.i18n import show_date, show_moment
from geo_app.register import queries
from geo_app.register.reading import Reading
from geo_app.register.vocabulary import CATEGORY_NAMES, CLEARANCE_NAMES, LEVEL_NAMES
from geodata.plan import PLAN
from maps.sheet import FORMATS, SheetContent, SheetHotspot, SheetTexts, district_layers, draw_sheet

MIME_TYPES = {"png": "image/png", "pdf": "application/pdf", "svg": "image/svg+xml"}


def district_sheet(
    session: Session, code: str, format_name: str, *, scope: Scope, reading: Reading
) -> bytes:
    """The sheet of one district as a file of the format; outside the scope, as if unknown."""
    chosen = next((each for each in FORMATS if each == format_name), None)
    if chosen is None:
        raise NotFoundError(
            _("There is no sheet as “%(format)s”: choose png, pdf or svg.", format=format_name[:20])
        )
    unit = district(code, scope)
    until = queries.known_until(session, reading, scope=scope)
    found = queries.standings(
        session, scope=scope, filters=queries.Filters(district=code), reading=reading
    )
    content = SheetContent(
        texts=sheet_texts(unit.name, reading.as_of, until),
        ground=district_layers(code, edition="2024"),
        hotspots=tuple(sheet_hotspot(standing) for standing in found),
        history=history_of(session, found, reading),
    )
    return draw_sheet(content, chosen)


def said_of(reading: Reading) -> dict[str, Any]:
    """What the audit keeps of the reading in which a sheet was drawn."""
    known_on = reading.known_on.isoformat() if reading.known_on else None
    return {"as_of": reading.as_of.isoformat(), "known_on": known_on}


def district(code: str, scope: Scope) -> geodata.Unit:
    """A district of the plan's edition that the reader may see."""
    try:
        unit = geodata.unit(code, "2024")
    except geodata.UnknownUnitError:
        unit = None
    if unit is None or not holds(scope, code):
        if unit is not None:
            refusals.beyond_scope(f"district/{code}")
        raise NotFoundError(
            _(
                "There is no district with the code “%(code)s”. "
                "The list of districts names them all.",
                code=code[:20],
            )
        )
    return unit


def state_sentence(as_of: date, known_until: datetime | None) -> str:
    """The day of the state and how far the ledger went, by which the sheet can be drawn again."""
    if known_until is None:
        return _("State on %(date)s", date=show_date(as_of))
    return _(
        "State on %(date)s, as recorded until %(moment)s",
        date=show_date(as_of),
        moment=show_moment(known_until, seconds=True),
    )


def sheet_hotspot(standing: queries.Standing) -> SheetHotspot:
    hotspot = standing.hotspot
    return SheetHotspot(
        number=standing.number,
        name=hotspot.name,
        category=hotspot.category,
        level=standing.level,
        clearance=standing.clearance,
        commune_text=", ".join(hotspot.communes),
        level_label=str(LEVEL_NAMES[standing.level]),
        clearance_label=str(CLEARANCE_NAMES[standing.clearance]),
        geometry=hotspot.geometry,
    )


def sheet_texts(district_name: str, as_of: date, known_until: datetime | None) -> SheetTexts:
    return SheetTexts(
        title=_("Hotspots in %(district)s", district=district_name),
        subtitle=_(
            "Plan %(number)s of %(date)s of the People's Committee of Hanoi",
            number=PLAN.number,
            date=show_date(PLAN.signed_on),
        ),
        state_date=state_sentence(as_of, known_until),
        table_title=_("Hotspots"),
        heading_number=_("No."),
        heading_name=_("Name"),
        heading_commune=_("Commune"),
        heading_level=_("Level"),
        heading_clearance=_("Clearance"),
        empty=_("No hotspot is registered in this district on that day."),
        more=_("… and {count} more hotspots"),
        more_overleaf=_("… {count} more hotspots on the next page"),
        abridged_overleaf=_("Shortened; in full on the next page"),
        off_map_note=_("* outside the map, or its place is not known"),
        legend_title=_("Legend"),
        category_title=_("Category (shape)"),
        level_title=_("Level (badge)"),
        clearance_title=_("Clearance (colour and sign)"),
        categories=tuple((code, str(name)) for code, name in CATEGORY_NAMES.items()),
        levels=tuple((code, str(name)) for code, name in LEVEL_NAMES.items()),
        clearances=tuple((code, str(name)) for code, name in CLEARANCE_NAMES.items()),
        district_line=_("District boundary"),
        neighbour_line=_("Neighbouring district"),
        road_line=_("Main road"),
        hotspot_line=_("Road section of a hotspot"),
        inset_title=_("Where it lies in Hanoi"),
        scale_prefix=_("Scale"),
        thousands_separator=_("."),
        unit_metre="m",
        unit_kilometre="km",
        north=_("N"),
        projection=_("Projection: UTM zone 48N (EPSG:32648)"),
        sources=(
            _("Boundaries of 2024: © OpenStreetMap contributors (ODbL 1.0)."),
            _("Roads: © OpenStreetMap contributors (ODbL 1.0)."),
            _("Hotspots: plan %(number)s, Appendices II and III.", number=PLAN.number),
        ),
        page_note=_("For official use. Places only: no personal data."),
        page_number=_("Page {page} of {pages}"),
    )
