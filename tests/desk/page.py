"""Reads a page as its reader or a screen reader would: text, links, headings, labelled inputs."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from itertools import pairwise

from werkzeug.test import TestResponse

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}


# Without a repr: pytest would write the whole tree again for each element of a failing test.
@dataclass(repr=False)
class Element:
    tag: str
    attributes: dict[str, str]
    parents: tuple["Element", ...] = ()
    text: str = ""

    def __getitem__(self, name: str) -> str:
        return self.attributes.get(name, "")

    def has(self, name: str) -> bool:
        return name in self.attributes


@dataclass(repr=False)
class Page(HTMLParser):
    """Every element of a page with its own text and that of what it holds."""

    html: str
    status: int = 200
    elements: list[Element] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._open: list[Element] = []
        self.feed(self.html)
        self.close()

    @classmethod
    def of(cls, answer: TestResponse) -> "Page":
        return cls(answer.get_data(as_text=True), answer.status_code)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs}, tuple(self._open))
        self.elements.append(element)
        if tag not in VOID:
            self._open.append(element)

    def handle_endtag(self, tag: str) -> None:
        while self._open:
            if self._open.pop().tag == tag:
                return

    def handle_data(self, data: str) -> None:
        for element in self._open:
            element.text += data

    def all(self, tag: str, **attributes: str) -> list[Element]:
        wanted = {name.rstrip("_").replace("_", "-"): value for name, value in attributes.items()}
        return [
            element
            for element in self.elements
            if element.tag == tag and wanted.items() <= element.attributes.items()
        ]

    def one(self, tag: str, **attributes: str) -> Element:
        found = self.all(tag, **attributes)
        assert len(found) == 1, f"{len(found)} of <{tag}> {attributes}"
        return found[0]

    def inside(self, outer: Element) -> list[Element]:
        return [element for element in self.elements if outer in element.parents]

    @property
    def text(self) -> str:
        return " ".join(self.one("body").text.split())

    def rows(self) -> list[str]:
        """The codes of the hotspots that the desk's table shows."""
        return [element["data-code"] for element in self.all("tr") if element.has("data-code")]

    def value(self, name: str) -> str:
        """What a field of the form for an event holds."""
        for element in self.elements:
            if element["name"] != name:
                continue
            if element.tag == "select":
                chosen = [each for each in self.inside(element) if each.has("selected")]
                return chosen[0]["value"] if chosen else ""
            return (
                element.text.removeprefix("\n") if element.tag == "textarea" else element["value"]
            )
        raise AssertionError(f"no field {name}")


def faults(page: Page) -> list[str]:
    """What a strict content policy would refuse and what a screen reader would miss."""
    return [*inline_code(page), *heading_faults(page), *unlabelled(page), *double_ids(page)]


def inline_code(page: Page) -> list[str]:
    found = []
    for element in page.elements:
        if element.tag == "style" or (element.tag == "script" and not element["src"]):
            found.append(f"inline <{element.tag}>")
        found += [
            f"<{element.tag} {name}>"
            for name in element.attributes
            if name == "style" or name.startswith("on")
        ]
        found += [
            f"<{element.tag} {name}={value}>"
            for name, value in element.attributes.items()
            if name in {"href", "src", "action"} and value.lower().startswith("javascript:")
        ]
        if element.tag in {"script", "link", "img"}:
            address = element["src"] or element["href"]
            if "//" in address:
                found.append(f"from another host: {address}")
    return found


def heading_faults(page: Page) -> list[str]:
    levels = [int(each.tag[1]) for each in page.elements if each.tag in {"h1", "h2", "h3", "h4"}]
    wrong = [] if levels.count(1) == 1 else [f"{levels.count(1)} h1"]
    if levels and levels[0] != 1:
        wrong.append(f"the first heading is h{levels[0]}")
    steps = pairwise(levels)
    return wrong + [f"h{one} is followed by h{next_}" for one, next_ in steps if next_ > one + 1]


def unlabelled(page: Page) -> list[str]:
    named = {label["for"] for label in page.all("label")}
    wrong = []
    for element in page.elements:
        if element.tag not in {"input", "select", "textarea"} or element["type"] == "hidden":
            continue
        wrapped = any(parent.tag == "label" for parent in element.parents)
        if not (wrapped or element["id"] in named or element["aria-label"]):
            wrong.append(f"<{element.tag} name={element['name']} id={element['id']}> has no label")
    wrong += [
        f"<img src={each['src']}> has no alt" for each in page.all("img") if not each.has("alt")
    ]
    wrong += [
        f"<button id={each['id']}> says nothing"
        for each in page.all("button")
        if not (each.text.strip() or each["aria-label"])
    ]
    return wrong


def double_ids(page: Page) -> list[str]:
    ids = [each["id"] for each in page.elements if each["id"]]
    return [f"id {one} twice" for one in sorted({one for one in ids if ids.count(one) > 1})]
