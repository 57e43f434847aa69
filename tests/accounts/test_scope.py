"""A scope is applied in one module, whoever asks."""

import re
from pathlib import Path

import pytest

from geo_app.accounts.scope import Scope, holds, within
from geo_app.register.models import Hotspot

GEO_APP = Path(__file__).resolve().parents[2] / "geo_app"
HOME = GEO_APP / "accounts" / "scope.py"
# Not the loop over the districts that a new account is given.
APPLIED = re.compile(r"(?<!for )\b\w[\w.]* in scope\b|in_\(sorted\(scope|scope is none")


@pytest.mark.parametrize(
    ("scope", "held"),
    [(None, True), (frozenset({"020"}), True), (frozenset({"268"}), False), (frozenset(), False)],
)
def test_a_scope_holds_its_districts_and_none_holds_the_city(scope: Scope, *, held: bool) -> None:
    assert holds(scope, "020") is held


def test_the_city_sets_no_condition_and_no_district_one_that_nothing_meets() -> None:
    assert within(None, Hotspot.district_code) == []
    (condition,) = within(frozenset(), Hotspot.district_code)
    assert "IN (NULL)" in str(condition.compile(compile_kwargs={"literal_binds": True}))


def test_nobody_else_compares_a_district_with_a_scope() -> None:
    """A page that left something out by itself would leave it in the counts behind the page."""
    files = [*GEO_APP.rglob("*.py"), *GEO_APP.rglob("*.html")]
    assert len(files) > 100
    assert [
        str(path.relative_to(GEO_APP))
        for path in files
        if path != HOME and APPLIED.search(path.read_text(encoding="utf-8"))
    ] == []
