"""Somebody who comes back from a survey day and updates many hotspots at once."""

from typing import Any

from werkzeug.datastructures import MultiDict

from tests.desk.page import Page

PATH = "/hotspots/bulk"
CLEARED = {
    "effective_on": "17/6/2024",
    "clearance": "cleared",
    "level": "inactive",
    "basis": "BB 9/BB-CA",
    "note": "Khảo sát ngày 17/6",
}
TO_CLEAR = ("PL2-I-1", "PL2-I-2", "PL2-II-1")
# Handed over by the plan: it cannot become cleared without a recurrence.
HANDED_OVER = "PL3-I-5"


class Surveyor:
    """Somebody who chooses hotspots on one page and goes on from there."""

    def __init__(self, client: Any) -> None:
        self.client = client
        client.post_form("/language", {"language": "en"}, page="/")
        self.look()

    def look(self, query: str = "") -> Page:
        self.page = Page.of(self.client.get(f"{PATH}{query}"))
        self.boxes = {
            box["value"].partition("@")[0]: box["value"]
            for box in self.page.all("input", name="hotspot")
        }
        return self.page

    def hidden(self) -> list[str]:
        return [each["value"] for each in self.page.all("input", name="hotspot")]

    def send(self, step: str, hotspots: list[str], *, query: str = "", **fields: Any) -> Page:
        sent = MultiDict({"step": step, "hotspot": hotspots, **fields})
        sent["csrf_token"] = self.client.csrf_token(PATH)
        answer = self.client.post(f"{PATH}{query}", data=sent)
        self.location = answer.headers.get("Location", "")
        self.page = Page.of(self.client.get(self.location) if self.location else answer)
        return self.page

    def preview(self, *codes: str, **changes: str) -> Page:
        return self.send("preview", [self.boxes[code] for code in codes], **{**CLEARED, **changes})

    def go_on(self, step: str, **changes: Any) -> Page:
        """Press a button of the preview: what it holds is sent as it stands."""
        kept = {name: self.page.value(name) for name in CLEARED}
        stale = [each["value"] for each in self.page.all("input", name="stale")]
        return self.send(step, self.hidden(), **{**kept, "stale": stale, **changes})
