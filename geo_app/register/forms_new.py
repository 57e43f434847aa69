"""The form for a new hotspot: what was typed, which place was looked at, what was wrong."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from werkzeug.datastructures import MultiDict

from geo_app.accounts.scope import Scope
from geo_app.errors import InvalidError
from geo_app.register.new_hotspots import (
    FIRST_EVENT_FIELDS,
    NAME_LENGTH,
    Described,
    NewHotspot,
    described_place,
    new_hotspot,
)
from geo_app.register.rules import LONGEST, trouble_in_text
from geodata.geocoding import LONGEST_TEXT

LONGEST_TYPED = {**LONGEST, "place": LONGEST_TEXT}
PLACE_TEXTS = ("name", "category", "district", "place")
BLANK = {"level": "unverified", "clearance": "not_cleared"}


@dataclass(frozen=True)
class NewHotspotForm:
    values: dict[str, str] = field(default_factory=lambda: dict(BLANK))
    communes: tuple[str, ...] = ()
    different_from: tuple[str, ...] = ()
    # What was looked for when a place was last shown; only that place is saved.
    seen: str = ""
    errors: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def blank(cls, district: str) -> "NewHotspotForm":
        return cls({**BLANK, "district": district})

    @classmethod
    def sent(cls, form: MultiDict[str, str]) -> "NewHotspotForm":
        names = (*PLACE_TEXTS, *FIRST_EVENT_FIELDS)
        return cls(
            values={name: form.get(name, "").replace("\r\n", "\n") for name in names},
            communes=tuple(form.getlist("communes")),
            different_from=tuple(form.getlist("different_from")),
            seen=form.get("seen", ""),
        )

    @classmethod
    def kept(cls, content: Mapping[str, Any]) -> "NewHotspotForm":
        return cls(
            values=content["values"],
            communes=tuple(content["communes"]),
            different_from=tuple(content["different_from"]),
        )

    def content(self) -> dict[str, Any]:
        """What is kept between two pages; see `trouble_in_texts`."""
        return {
            "values": self.values,
            "communes": list(self.communes),
            "different_from": list(self.different_from),
        }

    def about(self) -> list[str]:
        """What tells one new hotspot of a user from another."""
        return ["new", *(self.value(name) for name in PLACE_TEXTS), *sorted(self.communes)]

    def trouble_in_texts(self) -> dict[str, str]:
        """By field, why what was typed may not be kept, be it complete or not."""
        lists = {"communes": self.communes, "different_from": self.different_from}
        texts = [*self.values.items(), *((name, each) for name in lists for each in lists[name])]
        found = {
            name: trouble_in_text(text, LONGEST_TYPED.get(name, NAME_LENGTH))
            for name, text in texts
        }
        return {name: problem for name, problem in found.items() if problem}

    def value(self, name: str) -> str:
        return self.values.get(name, "")

    def described(self, scope: Scope) -> Described:
        return described_place(self.fields(), scope=scope, by_hand=True)

    def hotspot(self, today: date, scope: Scope) -> NewHotspot:
        return new_hotspot(self.fields(), today=today, scope=scope, by_hand=True)

    def fields(self) -> dict[str, Any]:
        return {
            **self.values,
            "communes": list(self.communes),
            "different_from": list(self.different_from),
        }

    def refused(self, error: InvalidError) -> "NewHotspotForm":
        return replace(self, errors=error.errors)

    def looking_for(self, place: str) -> "NewHotspotForm":
        return replace(self, values={**self.values, "place": place})

    def having_seen(self, described: Described) -> "NewHotspotForm":
        return replace(self, seen=looked_for(described))

    def has_seen(self, described: Described) -> bool:
        return self.seen == looked_for(described)


def looked_for(described: Described) -> str:
    """All that decides which place is found, as one text."""
    codes = ",".join(sorted(each.code for each in described.communes))
    return f"{described.district_code}|{codes}|{described.place}"
