"""Texts of the register's daily life that point to nobody; none may be refused."""

import csv
import json
from pathlib import Path

import geodata.plan
from geo_app.personal.places import TITLE_WORDS
from geodata.communes import all_communes
from geodata.landmarks import landmarks
from geodata.streets import streets

TEXTS = Path(__file__).parent / "texts"
HARMLESS = ("documents", "dates", "figures", "addresses", "sentences")

HOUSE_NUMBER = "12 {}"
FORMS_BY_TURNS = 3
# How a street is written in an address or a note.
ADDRESS_FORMS = (
    "số 12 {}",
    "Số nhà 5, {}",
    "SN 15 {}, quận Hai Bà Trưng",
    "12A {}, Hà Nội",
    "số 8 ngõ 168/186 {}",
    "ngách 12/34 {}",
    "hẻm 12/34/5 {}",
    "tại {}",
    "đoạn {} - Trần Duy Hưng",
    "Giải Phóng – {}",
    "từ {} đến cầu Giấy",
    "giữa {} và phố Huế",
    "karaoke 99 {}",
    "quán ăn số 7 {}",
    "chủ cơ sở tại số 9 {} vắng mặt",
    "Kiểm tra dọc {} ngày 17/6/2024",
    "Đ/c: 12 {}",
    "Nguyễn Trãi, {}, Lê Duẩn",
)


def lines_of(name: str) -> list[str]:
    return (TEXTS / f"{name}.txt").read_text(encoding="utf-8").splitlines()


def names_of_places() -> list[str]:
    """Every street with its other names, landmark, commune and district of the packaged layers."""
    known = streets()
    names = {*known["name"], *landmarks()["name"]}
    names.update(alias for aliases in known["aliases"] for alias in aliases)
    for commune in all_communes():
        names |= {commune.name, commune.name_short}
    for edition in ("2024", "2025"):
        for unit in geodata.all_units(edition):
            names |= {unit.name, unit.name_short}
    return sorted(names)


def names_beside(folder: Path) -> list[str]:
    """Every name of the layers and tables of a folder, also of what is not packaged."""
    names: set[str] = set()
    for layer in sorted(folder.glob("*.geojson")):
        for feature in json.loads(layer.read_text(encoding="utf-8"))["features"]:
            names |= {
                text
                for key, text in feature["properties"].items()
                if isinstance(text, str) and ("name" in key or key == "street")
            }
    for table in sorted(folder.glob("*.csv")):
        with table.open(encoding="utf-8", newline="") as opened:
            for row in csv.DictReader(opened):
                names |= {text for key, text in row.items() if key and "name" in key and text}
    return sorted(names)


def spellings_of(name: str, position: int) -> list[str]:
    """Alone, in small letters and in capitals, and in some forms of an address by turns.

    A name with a word in it that is a title elsewhere, as Bà Triệu and Mai Anh Tuấn, in all.
    """
    turn = [position % len(ADDRESS_FORMS) - each for each in range(FORMS_BY_TURNS)]
    titled = TITLE_WORDS & set(name.lower().split())
    forms = ADDRESS_FORMS if titled else [HOUSE_NUMBER, *(ADDRESS_FORMS[each] for each in turn)]
    return [name, name.lower(), name.upper(), *(form.format(name) for form in forms)]


def texts_of_the_plan() -> list[str]:
    plan = [geodata.plan.PLAN.title_vi, geodata.plan.PLAN.issuer_vi, geodata.plan.PLAN.number]
    for hotspot in geodata.plan.plan_hotspots():
        plan += [hotspot.name_vi, hotspot.note_vi or "", *hotspot.communes_vi]
    for indicator in geodata.plan.plan_indicators():
        plan += [indicator.text_vi, indicator.unit]
        plan += [*indicator.lead_agencies, *indicator.coordinating_agencies]
    return plan
