"""Whatever is recorded, in whatever order: the register answers as its rules say, for ever.

The examples are those of the seeds below, the same on every run and every machine, so that a
change is never red by luck. To look further, run with other seeds:
HOTSPOTS_TEST_SEEDS=1,2,3 pytest tests/register/test_properties.py
"""

import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import given, seed, settings

from tests.effort import by_effort
from tests.register.reference import is_allowed
from tests.register.stories import (
    LIFE,
    LONG_STORIES,
    QUESTIONS,
    STORIES,
    Deed,
    Question,
    lawful_lives,
)
from tests.register.world import CODES, World, example_of, open_world

Figure = Callable[[str, int], None]
ALL_SEEDS = by_effort(quick="46", full="46,1954,2024,8386")
# One seed is a share of the work that a second worker of the tests can take.
SEEDS = [int(each) for each in os.environ.get("HOTSPOTS_TEST_SEEDS", ALL_SEEDS).split(",")]
BACKENDS = ("sqlite", "postgresql")
# Examples per seed. What goes through the actions takes ten times as long as what is only read.
STORIES_RECORDED = by_effort(
    quick={"sqlite": 60, "postgresql": 20}, full={"sqlite": 500, "postgresql": 250}
)
LIVES_RECORDED = by_effort(
    quick={"sqlite": 25, "postgresql": 10}, full={"sqlite": 250, "postgresql": 75}
)
LEDGERS_READ = by_effort(
    quick={"sqlite": 250, "postgresql": 50}, full={"sqlite": 1250, "postgresql": 250}
)


@pytest.fixture(scope="module", params=BACKENDS)
def backend(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def only_world(backend: str, request: pytest.FixtureRequest) -> Iterator[World]:
    """One at a time, whatever the order of the tests: a world sets the clock of the process."""
    databases = request.getfixturevalue(f"{backend}_databases")
    if isinstance(databases, str):
        pytest.skip(databases)
    with databases.empty() as url, open_world(url) as world:
        yield world


@pytest.fixture
def world(only_world: World, bare_app: Any) -> Iterator[World]:
    with bare_app.test_request_context():
        yield only_world


def run_examples(check: Callable[..., None], number: int, chosen: int, **drawn: Any) -> int:
    """Let Hypothesis run the check; the number of examples that ran."""
    ran = []

    def counted(**example: Any) -> None:
        ran.append(None)
        check(**example)

    seed(chosen)(settings(max_examples=number)(given(**drawn)(counted)))()
    assert len(ran) >= number
    return len(ran)


@pytest.mark.parametrize("chosen", SEEDS)
def test_whatever_is_tried_is_allowed_and_read_as_the_rules_say(
    world: World, backend: str, chosen: int, figure: Figure
) -> None:
    def check(story: list[Deed], questions: list[Question]) -> None:
        with example_of(world):
            tell(world, story)
            ask(world, questions)

    number = STORIES_RECORDED[backend]
    ran = run_examples(check, number, chosen, story=STORIES, questions=QUESTIONS)
    figure(f"stories recorded and read, on {backend}", ran)


@pytest.mark.parametrize("chosen", SEEDS)
def test_a_lawful_life_may_be_recorded_in_any_order(
    world: World, backend: str, chosen: int, figure: Figure
) -> None:
    def check(life: list[Deed], questions: list[Question]) -> None:
        with example_of(world):
            world.clock.moment += LIFE
            tell(world, life)
            ask(world, questions)

    number = LIVES_RECORDED[backend]
    ran = run_examples(check, number, chosen, life=lawful_lives(), questions=QUESTIONS)
    figure(f"lawful lives recorded in any order and read, on {backend}", ran)


@pytest.mark.parametrize("chosen", SEEDS)
def test_any_ledger_is_read_as_the_rules_say(
    world: World, backend: str, chosen: int, figure: Figure
) -> None:
    def check(story: list[Deed], questions: list[Question]) -> None:
        with example_of(world):
            world.write(deed.done_in(world) for deed in story)
            ask(world, questions)

    number = LEDGERS_READ[backend]
    ran = run_examples(check, number, chosen, story=LONG_STORIES, questions=QUESTIONS)
    figure(f"ledgers read, on {backend}", ran)


def tell(world: World, story: list[Deed]) -> None:
    """Try every deed; what was answered before a correction must be answered again after all."""
    answers = []
    for deed in story:
        what = deed.done_in(world)
        day, known_on = world.clock.today(), world.ledger.events[-1].moment
        told = world.read(day) if what.corrects is not None else None
        if world.attempt(what) and told is not None:
            answers.append((day, known_on, told))
    for day, known_on, told in answers:
        assert world.read(day, known_on) == told, "the past was answered in another way"
    assert world.counted() == world.counts


def ask(world: World, questions: list[Question]) -> None:
    for question in questions:
        day, moment = question.asked(world)
        found = world.read(day, moment, ended=question.ended)
        assert found == world.ledger.register(day, moment, ended=question.ended)
        for code in CODES:
            walk = [each.what.clearance for each in world.ledger.counting(code, moment)]
            assert is_allowed(walk), "a forbidden state was reached"
