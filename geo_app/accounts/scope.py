"""To which districts somebody is confined.

Every query asks here, so that a scope is applied in one way. What lies outside it is answered
like what does not exist: it is left out before anything is counted, numbered, dated or named.
"""

from typing import Any

from sqlalchemy import ColumnElement

# None stands for the whole city; no district at all is a scope too, and holds nothing.
Scope = frozenset[str] | None


def holds(scope: Scope, district_code: str) -> bool:
    return scope is None or district_code in scope


def within(scope: Scope, district_code: Any) -> list[ColumnElement[bool]]:
    """The condition on a column of district codes that a query for this reader must carry."""
    return [] if scope is None else [district_code.in_(sorted(scope))]
