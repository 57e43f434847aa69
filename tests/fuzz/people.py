"""Who asks: everybody who may write, in the city and in two districts, an administrator, nobody."""

from flask import Flask

from tests.accounts.actors import ANOTHER, OWN, Actor, bearer, session_of
from tests.accounts.matrix import Row
from tests.factories import make_token, make_user

WRITERS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("dolisa", ()),
    ("district", (OWN,)),
    ("police", (ANOTHER,)),
    ("admin", ()),
)


def people(app: Flask) -> list[Actor]:
    """A stranger, and one of each with a session."""
    found = [Actor(None, "city", by_token=False, headers=session_of(app, None))]
    for role, scope in WRITERS:
        name = make_user(app, role=role, scope=scope).name
        headers = session_of(app, name)
        found.append(Actor(role, "city", by_token=False, headers=headers, name=name))
    return found


def programs(app: Flask) -> list[Actor]:
    """A program whose token nobody knows, and one of each."""
    found = [Actor(None, "city", by_token=True, headers=bearer("hs_nonsense"))]
    for role, scope in WRITERS:
        headers = bearer(make_token(app, make_user(app, role=role, scope=scope)))
        found.append(Actor(role, "city", by_token=True, headers=headers))
    return found


def allowed(row: Row, everybody: list[Actor]) -> list[Actor]:
    """Those who may send this, were it about their own district."""
    return [each for each in everybody if each.role and row.roles[each.role] != "403"]
