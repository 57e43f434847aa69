"""Asks for every page that there is, with every parameter that its view reads."""

import hashlib
import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from flask import Flask, url_for
from werkzeug.datastructures import ImmutableMultiDict
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from geo_app.accounts.access import PUBLIC, declared_access
from geo_app.accounts.permissions import Action

# What differs from answer to answer, whoever asks.
FORGERY_TOKEN = re.compile(rb'(name="csrf_token"[^>]*value=|name="csrf-token"[^>]*content=)"[^"]*"')
# The key of what was prepared is a hash of what was sent.
PREPARED = re.compile(r"(prepared=)[0-9a-f]{32}")
# The minute in which a page was read, for when it is printed.
READ_AT = re.compile(rb"<time>[^<]*</time>")
RECORDED_AT = re.compile(rb'"recorded_at": "[^"]*"')
LEFT_OUT = {"Set-Cookie", "Date"}

Query = dict[str, str]


class WatchedQuery(ImmutableMultiDict[str, str]):
    """The parameters of an address; it notes which of them were looked for."""

    looked_for: set[str] = set()  # noqa: RUF012  # shared by all requests: it is emptied by hand

    def __getitem__(self, name: str) -> str:
        self.looked_for.add(name)
        return super().__getitem__(name)

    def __contains__(self, name: object) -> bool:
        self.looked_for.add(str(name))
        return super().__contains__(name)

    def get(self, name: str, *more: Any, **named: Any) -> Any:
        self.looked_for.add(name)
        return super().get(name, *more, **named)

    def getlist(self, name: str, *more: Any, **named: Any) -> Any:
        self.looked_for.add(name)
        return super().getlist(name, *more, **named)


def watch(app: Flask) -> None:
    class WatchedRequest(app.request_class):  # type: ignore[name-defined]  # chosen at run time
        parameter_storage_class = WatchedQuery

    app.request_class = WatchedRequest


@dataclass(frozen=True)
class Told:
    """An answer as it is compared: all of it but what a form needs against forgery."""

    status: int
    headers: tuple[tuple[str, str], ...]
    digest: str
    body: bytes = field(repr=False, compare=False)

    @classmethod
    def by(cls, answer: TestResponse, *, written: bool = False) -> "Told":
        """With `written`, without the moment at which that was."""
        body = FORGERY_TOKEN.sub(rb"\1", answer.get_data())
        body = READ_AT.sub(b"", body)
        body = RECORDED_AT.sub(b"", body) if written else body
        body = re.sub(PREPARED.pattern.encode(), rb"\1", body)
        headers = tuple(
            (name, PREPARED.sub(r"\1", value))
            for name, value in answer.headers
            if name not in LEFT_OUT
        )
        return cls(answer.status_code, headers, hashlib.sha256(body).hexdigest(), body)

    def as_if(self, identifier: str, other: str) -> "Told":
        """The same answer where the one identifier is read as the other, of the same length."""
        body = self.body.replace(identifier.encode(), other.encode())
        headers = tuple(
            (name, "" if name == "ETag" else value.replace(identifier, other))
            for name, value in self.headers
        )
        return Told(self.status, headers, hashlib.sha256(body).hexdigest(), body)

    def holds(self, mark: str) -> bool:
        in_headers = any(mark in value for _name, value in self.headers)
        return in_headers or mark.encode() in self.body


@dataclass
class Walk:
    """One walk through all pages; `values` are what variables and parameters can stand for."""

    app: Flask
    headers: dict[str, str]
    values: dict[str, list[str]]
    by_route: dict[str, dict[str, list[str]]]
    found: dict[str, Told] = field(default_factory=dict)

    def go(self) -> dict[str, Told]:
        for rule in pages(self.app):
            for path in self.paths(rule):
                self.ask(rule, path)
        return self.found

    def paths(self, rule: Rule) -> Iterator[str]:
        choices = {**self.values, **self.by_route.get(rule.rule, {})}
        missing = rule.arguments - choices.keys()
        assert not missing, f"{rule}: no values for {missing}"
        names = sorted(rule.arguments)
        for chosen in itertools.product(*(choices[name] for name in names)):
            with self.app.test_request_context():
                yield url_for(rule.endpoint, **dict(zip(names, chosen, strict=True)))

    def ask(self, rule: Rule, path: str) -> None:
        """The page as it is, and with each value of each parameter that its view looks for."""
        choices = {**self.values, **self.by_route.get(rule.rule, {})}
        asked: set[str] = set()
        left: list[Query] = [{}]
        while left:
            query = left.pop()
            WatchedQuery.looked_for.clear()
            self.note(path, query)
            new = sorted(WatchedQuery.looked_for - asked)
            missing = set(new) - choices.keys()
            assert not missing, f"{rule}: no values for the parameters {missing}"
            asked |= set(new)
            # What is read only beside another parameter is asked for beside it.
            left += [{**query, name: value} for name in new for value in choices[name]]

    def note(self, path: str, query: Query) -> None:
        client = self.app.test_client(use_cookies=False)
        answer = client.get(path, query_string=query, headers=self.headers)
        self.found["&".join([path, *(f"{name}={value}" for name, value in query.items())])] = (
            Told.by(answer)
        )


def pages(app: Flask) -> list[Rule]:
    """The rules of every page that shows more than an account of one's own."""
    left_out = {PUBLIC, Action.OWN_ACCOUNT}
    return [
        rule
        for rule in app.url_map.iter_rules()
        if "GET" in (rule.methods or ())
        and declared_access(app.view_functions[rule.endpoint], "GET") not in left_out
    ]
