"""The forms of the service as they stand on its pages: where each is sent, and its fields."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import parse_qsl, urlsplit

from flask import Flask
from werkzeug.exceptions import HTTPException
from werkzeug.routing import MapAdapter

from tests.accounts import matrix
from tests.accounts.actors import Actor
from tests.accounts.asked import ASKED, NOTHING, VALUES, World
from tests.accounts.test_matrix import address

CSRF = "csrf_token"
# Field → the values that a page offers for it.
Fields = dict[str, set[str]]


@dataclass
class Found:
    """What the pages offer: the fields of each form, and the parameters of each address."""

    forms: dict[str, Fields] = field(default_factory=lambda: defaultdict(dict))
    queries: dict[str, Fields] = field(default_factory=lambda: defaultdict(dict))


class Page(HTMLParser):
    """Collects forms, with their method, action and fields, and the links of one page."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[tuple[str, str, Fields]] = []
        self.links: list[str] = []
        self.select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            action = given.get("action", "")
            self.forms.append((given.get("method", "get").upper(), action, {}))
        elif tag == "a" and "href" in given:
            self.links.append(given["href"])
        elif tag == "option" and self.select:
            self.offer(self.select, given.get("value", ""))
        elif tag in {"input", "select", "textarea", "button"} and given.get("name"):
            self.offer(given["name"], given.get("value", ""))
            self.select = given["name"] if tag == "select" else ""
            if given.get("formaction") and self.forms:
                method, _action, fields = self.forms[-1]
                self.forms.append((method, given["formaction"], dict(fields)))

    def offer(self, name: str, value: str) -> None:
        if self.forms and name != CSRF:
            self.forms[-1][2].setdefault(name, set()).add(value)


def forms_on_pages(app: Flask, stage: World, everybody: Iterable[Actor]) -> Found:
    """Open every page of the matrix as each of these and read what it offers."""
    found, urls = Found(), app.url_map.bind("localhost")
    for row in matrix.rows():
        asked = ASKED.get(row.name, NOTHING)
        if row.method != "GET" or row.route.startswith(("/api/", "/static/", "/bootstrap/")):
            continue
        for actor in everybody:
            path = address(app, row, {**VALUES, **asked.values(stage, actor)})
            client = app.test_client(use_cookies=False)
            answer = actor.ask(client, "GET", path, query_string=asked.query)
            if answer.status_code == 200 and answer.mimetype == "text/html":
                read_page(found, urls, path, answer.get_data(as_text=True))
    return found


def read_page(found: Found, urls: MapAdapter, path: str, text: str) -> None:
    page = Page()
    page.feed(text)
    for method, action, fields in page.forms:
        add(
            found.forms if method == "POST" else found.queries, urls, method, action or path, fields
        )
    for link in page.links:
        values: Fields = defaultdict(set)
        for name, value in parse_qsl(urlsplit(link).query):
            values[name].add(value)
        if values:
            add(found.queries, urls, "GET", link, values)


def add(
    known: dict[str, Fields], urls: MapAdapter, method: str, action: str, fields: Fields
) -> None:
    try:
        rule, _values = urls.match(urlsplit(action).path, method, return_rule=True)
    except HTTPException:
        return
    of_route = known[f"{method} {rule.rule}"]
    for name, values in fields.items():
        of_route.setdefault(name, set()).update(values)
