"""The two tables of the guard: each row does what its example says, and none is there in vain."""

import re
from pathlib import Path

import pytest

from geo_app.personal import findings_in
from geo_app.personal.accounts_of_people import OF_ACCOUNTS
from geo_app.personal.finders import Rule
from geo_app.personal.owners import OF_NAMES, Owner
from geo_app.personal.owners_of_titles import OF_DUTIES, OF_NICKNAMES, OF_TITLES
from geo_app.personal.page import Page
from geo_app.personal.refusal import KIND_NAMES
from geo_app.personal.rules import RULES

DECISION = Path(__file__).parents[2] / "docs/decisions/0005-places-only.md"
OWNERS = list(dict.fromkeys((*OF_NAMES, *OF_TITLES, *OF_DUTIES, *OF_NICKNAMES, *OF_ACCOUNTS)))


def finding_rules(text: str) -> list[str]:
    page = Page.of(text)
    return [rule.name for rule in RULES if list(rule.findings(page))]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_rule_alone_finds_its_example(rule: Rule):
    assert finding_rules(rule.example) == [rule.name]
    assert {each.kind for each in findings_in(rule.example)} == {rule.kind}


@pytest.mark.parametrize("owner", OWNERS, ids=lambda owner: owner.name)
def test_an_owner_has_the_name_in_its_example_and_nothing_else_does(
    owner: Owner, monkeypatch: pytest.MonkeyPatch
):
    assert findings_in(owner.example) == []
    monkeypatch.setitem(owner.__dict__, "has", lambda _name: False)
    assert findings_in(owner.example) != []


def test_every_kind_of_the_table_can_be_said():
    assert {rule.kind for rule in RULES} == KIND_NAMES.keys()


def test_the_document_lists_the_rows_of_both_tables_in_their_order():
    rows = re.findall(r"^\| ([^|]+?) \| `([^|]+?)` \|$", DECISION.read_text("utf-8"), re.MULTILINE)
    assert rows == [(each.name, each.example) for each in (*RULES, *OWNERS)]
