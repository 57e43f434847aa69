"""A district's map sheet: what the register says of a day, in words and on the ground."""

from datetime import date, datetime, timedelta
from functools import partial
from typing import Any
from urllib.parse import urlencode

from flask_babel import gettext as _
from sqlalchemy.orm import Session

import geodata
from geo_app.accounts import refusals
from geo_app.accounts.scope import Scope, holds
from geo_app.drawing import Job
from geo_app.errors import NotFoundError, UnanswerableError
from geo_app.exports import marks
from geo_app.exports.histories import history_of
from geo_app.i18n import show_date, show_moment
from geo_app.register import queries
from geo_app.register.reading import Reading
from geo_app.register.vocabulary import CATEGORY_NAMES, CLEARANCE_NAMES, LEVEL_NAMES
from geodata.plan import PLAN
from maps.sheet import FORMATS, SheetContent, SheetHotspot, SheetTexts, district_layers, draw_sheet

MIME_TYPES = {"png": "image/png", "pdf": "application/pdf", "svg": "image/svg+xml"}
# Labels on an A4 map hide each other long before; the time of drawing grows with the square.
MOST_HOTSPOTS = 200


def district_sheet(
    session: Session, code: str, format_name: str, *, scope: Scope, reading: Reading
) -> Job:
    """What draws the sheet of one district as a file; outside the scope, as if unknown."""
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
    refuse_too_many(len(found), unit.name)
    mark = marks.fingerprint(session, found, reading)
    said = {**Reading(reading.as_of, until).as_query(), **({"mark": mark} if mark else {})}
    content = SheetContent(
        texts=sheet_texts(unit.name, reading.as_of, until, mark),
        ground=district_layers(code, edition="2024"),
        hotspots=tuple(sheet_hotspot(standing) for standing in found),
        history=history_of(session, found, reading),
        about=urlencode(said),
    )
    return partial(draw_sheet, content, chosen)


def refuse_too_many(count: int, name: str) -> None:
    if count > MOST_HOTSPOTS:
        raise UnanswerableError(
            _(
                "%(district)s has %(count)s hotspots, and a sheet holds %(most)s at most. "
                "See them on the map or in the list of hotspots instead.",
                district=name,
                count=count,
                most=MOST_HOTSPOTS,
            )
        )


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
    """The day of the state, and how far the ledger went: to the full minute that includes it."""
    if known_until is None:
        return _("State on %(date)s", date=show_date(as_of))
    return _(
        "State on %(date)s, as recorded until %(moment)s",
        date=show_date(as_of),
        moment=show_moment(full_minute(known_until)),
    )


def full_minute(moment: datetime) -> datetime:
    """The moment itself or the next full minute; the file holds the very moment for programs."""
    begun = moment.replace(second=0, microsecond=0)
    return begun if begun == moment else begun + timedelta(minutes=1)


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
        geometry=hotspot.place,
    )


def sheet_texts(
    district_name: str, as_of: date, known_until: datetime | None, mark: str
) -> SheetTexts:
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
        heading_clearance=_("Clearance status"),
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
        hotspot_area=_("Area that a hotspot is in"),
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
        mark=_("Mark of the data: %(mark)s", mark=marks.spaced(mark)) if mark else "",
        page_number=_("Page {page} of {pages}"),
    )
