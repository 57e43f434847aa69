"""The rules of a whole sequence against a walk along it that knows nothing of them."""

from collections.abc import Callable
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st

from geo_app.register.sequence import (
    AgenciesMissingError,
    ReasonMissingError,
    RuleError,
    Step,
    check,
)
from geo_app.register.transitions import START, TRANSITIONS, allowed_after, may_follow
from geo_app.register.vocabulary import CLEARANCES, LEVELS
from tests.effort import by_effort
from tests.register.reference import MAY_BECOME, OUT_OF_ORDER, is_allowed

EXAMPLES = by_effort(quick=500, full=5_000)
FIRST_DAY = date(2024, 2, 5)

SAID = st.tuples(
    st.integers(0, 9),
    st.sampled_from([None, *LEVELS]),
    st.sampled_from([None, *CLEARANCES]),
    st.booleans(),
    st.booleans(),
)


def step(number: int | None, said: tuple[int, Any, Any, bool, bool]) -> Step:
    day, level, clearance, reasoned, agencies = said
    placed_on = FIRST_DAY + timedelta(days=day)
    position = 1000 if number is None else number
    return Step(number, placed_on, position, placed_on, "day", level, clearance, reasoned, agencies)


def in_time(steps: list[Step]) -> list[Step]:
    return sorted(steps, key=lambda each: (each.placed_on, each.position))


def clearances(steps: list[Step]) -> list[str | None]:
    return [each.clearance for each in in_time(steps)]


def lawful(steps: list[Step]) -> list[Step]:
    """The steps without those that would break the walk: what the register lets stand."""
    kept: list[Step] = []
    for each in in_time(steps):
        if is_allowed(clearances([*kept, each])):
            kept.append(each)
    return kept


def silent(steps: list[Step]) -> set[int | None]:
    """Steps at which it is inactive although not cleared, without a word."""
    found, level, clearance = set(), "unverified", "not_cleared"
    for each in in_time(steps):
        level, clearance = each.level or level, each.clearance or clearance
        if level == "inactive" and clearance == "not_cleared" and not each.reasoned:
            found.add(each.number)
    return found


def is_handover_between_nobody(steps: list[Step]) -> bool:
    """Whether the new step hands over what was not handed over before, without agencies."""
    said = [each for each in in_time(steps) if each.clearance]
    before = {each.number: was for was, each in pairwise([None, *said])}
    new = next(each for each in steps if each.number is None)
    earlier = before.get(None)
    again = earlier is not None and earlier.clearance == "handed_over"
    return new.clearance == "handed_over" and not new.agencies and not again


def verdict(before: list[Step], after: list[Step], *, reasoned: bool) -> RuleError | None:
    try:
        check(before, after, reasoned=reasoned)
    except RuleError as error:
        return error
    return None


def test_the_table_says_what_the_issue_says() -> None:
    assert {None if name == START else name: set(may) for name, may in TRANSITIONS.items()} == (
        MAY_BECOME
    )


@pytest.mark.parametrize("earlier", [None, *CLEARANCES])
def test_a_clearance_may_be_stated_again_or_be_one_that_is_allowed(earlier: str | None) -> None:
    for later in CLEARANCES:
        allowed = later == earlier or later in MAY_BECOME[earlier]
        assert may_follow(later, earlier) == allowed
        assert allowed == is_allowed([*path_to(earlier), later])
    assert set(allowed_after(earlier)) == MAY_BECOME[earlier]


def path_to(clearance: str | None) -> list[str]:
    paths = {
        None: [],
        "not_cleared": ["not_cleared"],
        "cleared": ["not_cleared", "cleared"],
        "handed_over": ["cleared", "handed_over"],
        "recurred": ["cleared", "recurred"],
    }
    return paths[clearance]


def test_one_more_step_is_refused_exactly_when_the_walk_breaks(
    bare_app: Flask, figure: Callable[[str, int], None]
) -> None:
    ran = []

    @settings(max_examples=EXAMPLES)
    @given(st.lists(SAID, max_size=8), SAID, st.sampled_from([None, 0, 1, 2]))
    def checked(history: list[Any], new: Any, removed: int | None) -> None:
        ran.append(None)
        before = lawful([step(number, said) for number, said in enumerate(history, start=1)])
        # A correction leaves out a step that stood, any other event none.
        stays = before if removed is None else before[:removed] + before[removed + 1 :]
        after = [*stays, step(None, new)]
        refused = verdict(before, after, reasoned=new[3])
        if not is_allowed(clearances(after)):
            assert refused is not None
            assert refused.rule in OUT_OF_ORDER
        elif is_handover_between_nobody(after):
            assert isinstance(refused, AgenciesMissingError)
        elif not new[3] and silent(after) - silent(before):
            assert isinstance(refused, ReasonMissingError)
        else:
            assert refused is None

    with bare_app.test_request_context():
        checked()
    figure("sequences checked against a walk along them", len(ran))


def test_what_is_refused_names_what_is_allowed_there(
    bare_app: Flask, figure: Callable[[str, int], None]
) -> None:
    """Each clearance that is named may indeed be recorded in the place of the refused one."""
    ran = []

    @settings(max_examples=EXAMPLES // 10)
    @given(st.lists(SAID, max_size=6), SAID)
    def checked(history: list[Any], new: Any) -> None:
        ran.append(None)
        before = lawful([step(number, said) for number, said in enumerate(history, start=1)])
        refused = verdict(before, [*before, step(None, new)], reasoned=True)
        if refused is None:
            return
        if refused.rule == "collision":
            named = next(each for each in before if each.number == refused.collides_with)
            assert named.placed_on > FIRST_DAY + timedelta(days=new[0])
            return
        earlier = [each for each in before if each.placed_on <= FIRST_DAY + timedelta(days=new[0])]
        for clearance in refused.allowed:
            assert is_allowed([*clearances(earlier), clearance])
            assert str(clearance) in CLEARANCES

    with bare_app.test_request_context():
        checked()
    figure("refusals that name what is allowed", len(ran))
