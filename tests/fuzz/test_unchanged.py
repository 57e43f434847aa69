"""What the fuzz compares does tell a write, and nothing else."""

from flask import Flask

from tests.factories import make_event, make_user
from tests.fuzz.unchanged import contents_of


def test_a_write_shows_and_a_refusal_does_not(app: Flask, signed_in) -> None:
    viewer = signed_in("viewer")
    with contents_of(app) as contents:
        first = contents.mark()
        assert viewer.get("/accounts").status_code == 403
        assert contents.mark() == first
        make_event(app, "PL2-I-1")
        second = contents.mark()
        make_user(app)
        assert len({first, second, contents.mark()}) == 3
