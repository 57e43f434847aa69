"""Reads tests/accounts/matrix.txt: which answer each role gets from each route."""

from dataclasses import dataclass
from pathlib import Path

from flask import Flask

from geo_app.accounts.permissions import ROLES

TABLE = Path(__file__).with_name("matrix.txt")
SAME = "same"
# Nothing for a token confined to districts, whatever its user may see.
WHOLE = "whole"
# Answered by the framework for every route that takes GET.
IMPLIED = {"HEAD", "OPTIONS"}


@dataclass(frozen=True)
class Row:
    method: str
    route: str
    roles: dict[str, str]
    stranger: str
    outside: str
    token: str

    @property
    def name(self) -> str:
        return f"{self.method} {self.route}"

    @property
    def is_public(self) -> bool:
        return self.stranger not in {"login", "401"}

    def wanted(self, role: str | None, scope: str, *, by_token: bool) -> str:
        """The cell for somebody: `role` None is a stranger, whose token is not valid."""
        if role is None:
            wanted = "401" if by_token and not self.is_public else self.stranger
            return self.token if by_token and self.is_public and self.token != SAME else wanted
        cell = self.roles[role]
        if cell == "403":
            return cell
        if by_token and self.token == WHOLE:
            return "403" if scope == "none" else cell
        if by_token and self.token != SAME:
            return self.token
        return self.outside if scope in {"another", "none"} and self.outside != SAME else cell


def rows() -> list[Row]:
    lines = (line.split() for line in TABLE.read_text(encoding="utf-8").splitlines())
    return [row_of(cells) for cells in lines if cells and cells[0] != "#"]


def row_of(cells: list[str]) -> Row:
    method, route, *answers = cells
    *of_roles, stranger, outside, token = answers
    return Row(method, route, dict(zip(ROLES, of_roles, strict=True)), stranger, outside, token)


def routes_of(app: Flask) -> list[str]:
    """Every route and method of the application, written as the table names them."""
    return [
        f"{method} {rule.rule}"
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - IMPLIED
    ]
