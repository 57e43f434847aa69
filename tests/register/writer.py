"""Somebody with the page of a hotspot before them, who fills in its forms and sends them."""

from typing import Any

from tests.desk.page import Element, Page


class Writer:
    def __init__(self, client: Any, code: str = "PL2-I-1") -> None:
        self.client, self.path = client, f"/hotspots/{code}"
        client.post_form("/language", {"language": "en"}, page="/")
        self.look()

    def look(self, address: str = "") -> Page:
        self.page = Page.of(self.client.get(address or self.path, follow_redirects=True))
        return self.page

    def press(self, button: str, **fields: str) -> Page:
        """Send the form of a button as it stands on the page, with these fields typed."""
        form = next(
            each for each in self.page.one("button", id=button).parents[::-1] if is_form(each)
        )
        standing = {
            each["name"]: filled(self.page, each)
            for each in self.page.inside(form)
            if each["name"] and each["type"] not in {"checkbox", "radio"}
        }
        address = form["action"].split("#")[0]
        answer = self.client.post_form(address, {**standing, **fields}, page=self.path)
        if answer.status_code == 302:
            assert answer.headers["Location"] == f"{self.path}#messages"
            return self.look()
        self.page = Page.of(answer)
        return self.page

    def save(self, **fields: str) -> Page:
        return self.press("event-save", **fields)

    def follow(self, text: str, entry: Element) -> Page:
        """Follow a link within an entry of the timeline."""
        link = next(
            each for each in self.page.inside(entry) if each.tag == "a" and text in each.text
        )
        return self.look(link["href"])

    def entry(self, *pieces: str) -> Element:
        """The one entry of the timeline that holds these pieces."""
        found = [each for each in entries(self.page) if all(p in told(each) for p in pieces)]
        assert len(found) == 1, f"{len(found)} entries with {pieces}"
        return found[0]


def is_form(element: Element) -> bool:
    return element.tag == "form"


def filled(page: Page, field: Element) -> str:
    if field.tag == "select":
        chosen = [each for each in page.inside(field) if each.has("selected")]
        return chosen[0]["value"] if chosen else ""
    return field.text.removeprefix("\n") if field.tag == "textarea" else field["value"]


def entries(page: Page) -> list[Element]:
    timeline = page.one("ol", class_="timeline")
    return [
        each
        for each in page.inside(timeline)
        if each["id"].startswith("event-") and each.tag == "li"
    ]


def told(element: Element) -> str:
    return " ".join(element.text.split())


def error_at(page: Page, field_id: str) -> str:
    """The sentence at a field, which the field itself must point to."""
    found = page.one("p", id=f"{field_id}-error")
    field = next(each for each in page.elements if each["id"] == field_id)
    assert found["id"] in field["aria-describedby"].split()
    assert field["aria-invalid"] == "true"
    return found.text
