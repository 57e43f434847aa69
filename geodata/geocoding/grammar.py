"""Reads a description of a place: what kind of thing it names, and the names in it.

Works on folded text with abbreviations written out, so that diacritics, case and ``P.`` or
``QL`` make no difference. It knows words, not places: which names exist is the gazetteer's
business.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal

from geodata.text import expand_abbreviations

Kind = Literal["place", "pair", "route", "section", "near", "riverside"]

_COMMUNE_PART: Final = re.compile(r"^(?:phuong|xa|thi tran)\s+\S")
_DISTRICT_PART: Final = re.compile(r"^(?:quan|huyen|thi xa)\s+\S")
_CITY_PART: Final = re.compile(r"^(?:thanh pho\s+|tp\.?\s*)?ha noi$|^viet nam$|^vietnam$")
_LEADING_UNIT: Final = re.compile(r"^(?:dia ban|tren dia ban)\s+")

_JUNCTION: Final = re.compile(
    r"^(?:khu vuc\s+)?(?:nga ba|nga tu|nga nam|nga sau|nut giao(?: thong)?|giao lo)\s+(?:giua\s+)?"
)
_ROUTE: Final = re.compile(r"^tuyen(?:\s+(?:duong|pho))?\s+")
_AREA: Final = re.compile(r"^(?:(?:tai|o)\s+)?khu vuc\s+")
_RIVER: Final = re.compile(
    r"^(?:khu vuc\s+|tuyen\s+)?(?:duong\s+|pho\s+)?(?:ven|doc(?: theo)?|bo|hai ben)\s+"
    r"(?:bo\s+)?song\s+(?P<river>.+)$"
)
_SECTION_WORD: Final = r"(?:doan(?: duong)?|khu vuc|quang)"
_SECTION: Final = re.compile(
    rf"^(?:{_SECTION_WORD}\s+)?(?:tu\s+(?P<a1>.+?)\s+(?:den|toi)\s+(?P<b1>.+)"
    rf"|giua\s+(?P<a2>.+?)\s+(?:va|den)\s+(?P<b2>.+)"
    rf"|(?P<a3>.+?)\s+(?:den|toi)\s+(?P<b3>.+))$"
)
_INNER_QUALIFIER: Final = re.compile(
    rf"\s+(?P<rest>{_SECTION_WORD}\s+(?:tu|giua|gan)\s+.+|tu\s+.+?\s+(?:den|toi)\s+.+"
    r"|giua\s+.+?\s+va\s+.+|gan\s+.+)$"
)
_NEAR: Final = re.compile(
    rf"^(?:{_SECTION_WORD}\s+)?(?:gan|canh|doi dien|truoc cua|xung quanh)\s+(?P<x>.+)$"
    rf"|^{_SECTION_WORD}\s+(?P<y>.+)$"
)
_CROSSING: Final = re.compile(r"\s+-\s+|\s+giao(?: cat)?(?: voi)?\s+|\s+cat\s+")
_TIGHT_DASH: Final = re.compile(r"(?<=[a-z])-(?=[a-z])")
_TURN: Final = re.compile(
    r"^(?:(?:loi|cho|doan|diem|duong)\s+)?(?:re|quay dau|vao|nut giao|giao|giap)"
    r"(?:\s+(?:vao|voi))?\s+|^(?:het|dau|cuoi)\s+"
)


@dataclass(frozen=True, slots=True)
class Reading:
    """A description of a place, taken apart.

    Parameters
    ----------
    kind : str
        ``place`` (one name), ``pair`` (two things that meet), ``route`` (two streets one
        after the other), ``section`` (a street from A to B), ``near`` (a street near a
        place) or ``riverside`` (streets along a river, perhaps near a place).
    subject : str
        The street, place or river; for a pair or route the whole text of both.
    first, second : str
        The two names of a pair, route or section; for ``near`` and ``riverside``, ``first``
        is the place it is near, or empty.
    area : bool
        The text says "area of" (khu vực).
    junction : bool
        The text says that it is a junction (ngã ba, ngã tư, nút giao).
    communes, districts : tuple of str
        Units named in the text itself, folded, communes with their kind.
    """

    kind: Kind
    subject: str
    first: str = ""
    second: str = ""
    area: bool = False
    junction: bool = False
    communes: tuple[str, ...] = ()
    districts: tuple[str, ...] = ()


def end_name(text: str) -> str:
    """Return the name in one end of a section: ``"lối rẽ vào phố Đại Từ"`` is ``"pho dai tu"``.

    Parameters
    ----------
    text
        Folded text of the end.
    """
    return _JUNCTION.sub("", _TURN.sub("", text.strip(" ,.;()"))).strip()


def _split_units(text: str) -> tuple[list[str], tuple[str, ...], tuple[str, ...]]:
    """Separate the parts that name communes and districts from those that name the place."""
    places: list[str] = []
    communes: list[str] = []
    districts: list[str] = []
    for raw in re.split(r"[,;()]", text):
        part = _LEADING_UNIT.sub("", raw.strip(" ."))
        if not part or (_CITY_PART.match(part) and places):
            continue
        if places and _COMMUNE_PART.match(part):
            communes.append(part)
        elif places and _DISTRICT_PART.match(part):
            districts.append(part)
        else:
            places.append(part)
    return places, tuple(communes), tuple(districts)


def _main_and_qualifier(places: list[str]) -> tuple[str, str]:
    main, *rest = places
    inner = _INNER_QUALIFIER.search(main)
    if inner and not rest:
        return main[: inner.start()].strip(), inner["rest"].strip()
    return main, ", ".join(rest)


def _ends(match: re.Match[str]) -> tuple[str, str]:
    first = match["a1"] or match["a2"] or match["a3"]
    second = match["b1"] or match["b2"] or match["b3"]
    return first.strip(), second.strip()


def _read_main(main: str) -> Reading:
    junction = bool(_JUNCTION.match(main))
    route = bool(_ROUTE.match(main))
    area = bool(_AREA.match(main))
    subject = _JUNCTION.sub("", main) if junction else _AREA.sub("", _ROUTE.sub("", main))
    sides = _CROSSING.split(_TIGHT_DASH.sub(" - ", subject), maxsplit=1)
    if len(sides) == 1 and junction:
        sides = re.split(r"\s+va\s+", subject, maxsplit=1)
    if len(sides) == 2 and all(side.strip() for side in sides):  # noqa: PLR2004 - a pair is two
        first, second = (side.strip() for side in sides)
        return Reading("route" if route else "pair", subject, first, second, area, junction)
    return Reading("place", main if junction else subject, area=area, junction=junction)


def read(text: str) -> Reading:
    """Take a description of a place apart.

    Parameters
    ----------
    text
        As people write it: ``"Đường Kim Giang (đoạn từ Cầu Tó đến đường Nghiêm Xuân Yêm)"``,
        ``"P. Bạch Đằng, Q. Hai Bà Trưng"``, ``"Nguyễn Huy Tự - Trần Khánh Dư"``.

    Raises
    ------
    ValueError
        If nothing is left of the text once punctuation is taken away.
    """
    places, communes, districts = _split_units(expand_abbreviations(text))
    if not places or not re.search(r"\w", " ".join(places)):
        raise ValueError("the text names no place")
    main, qualifier = _main_and_qualifier(places)
    reading = _qualified(main, qualifier)
    return Reading(
        kind=reading.kind,
        subject=reading.subject,
        first=reading.first,
        second=reading.second,
        area=reading.area,
        junction=reading.junction,
        communes=communes,
        districts=districts + reading.districts,
    )


def _qualified(main: str, qualifier: str) -> Reading:
    river = _RIVER.match(main)
    section = _SECTION.match(qualifier) if qualifier else None
    near = _NEAR.match(qualifier) if qualifier else None
    if river:
        place = (near["x"] or near["y"]) if near else ""
        return Reading("riverside", river["river"].strip(), place)
    subject = _AREA.sub("", _ROUTE.sub("", main))
    if section:
        return Reading("section", subject, *_ends(section))
    if near:
        return Reading("near", subject, (near["x"] or near["y"]).strip(), area=bool(near["y"]))
    reading = _read_main(main)
    if not qualifier:
        return reading
    # An unmarked second part is most often a district without its kind ("Phố Huế, Hai Bà
    # Trưng"); the geocoder asks whether such a unit exists.
    parts = tuple(part.strip() for part in qualifier.split(",") if part.strip())
    return Reading(
        reading.kind,
        reading.subject,
        reading.first,
        reading.second,
        reading.area,
        reading.junction,
        districts=parts,
    )
