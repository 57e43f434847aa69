"""Numbers in addresses that no row can have."""

import pytest
from flask import Flask
from werkzeug.exceptions import HTTPException
from werkzeug.routing import Rule

from geo_app.addresses import HIGHEST_NUMBER


def numbered_rules(app: Flask) -> list[Rule]:
    return [rule for rule in app.url_map.iter_rules() if "<int:" in rule.rule]


def leads_somewhere(app: Flask, rule: Rule, number: int) -> bool:
    method = min((rule.methods or set()) - {"HEAD", "OPTIONS"})
    values = {name: "A" if name == "code" else number for name in rule.arguments}
    path = rule.build(values)
    assert path is not None
    try:
        found, _values = app.url_map.bind("localhost").match(path[1], method, return_rule=True)
    except HTTPException:
        return False
    return found is rule


@pytest.mark.parametrize("number", [0, 1, HIGHEST_NUMBER])
def test_a_number_that_a_row_may_have_is_looked_for(app: Flask, number: int) -> None:
    assert all(leads_somewhere(app, rule, number) for rule in numbered_rules(app))


@pytest.mark.parametrize("number", [HIGHEST_NUMBER + 1, 2**63, 10**30])
def test_a_higher_number_leads_nowhere_wherever_one_stands(app: Flask, number: int) -> None:
    rules = numbered_rules(app)
    assert len(rules) > 10
    assert not [rule.rule for rule in rules if leads_somewhere(app, rule, number)]
