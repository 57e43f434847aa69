"""One person of each role and scope, with a session and with tokens."""

import itertools
from dataclasses import dataclass, field
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from geo_app.accounts.credentials import Token, UserSession
from geo_app.accounts.permissions import ROLES
from geo_app.db import session
from geo_app.secrets_box import box
from tests.factories import make_token, make_user

OWN, ANOTHER = "020", "268"
SCOPES: dict[str, tuple[str, ...]] = {"own": (OWN,), "another": (ANOTHER,), "city": ()}
# What an app on a telephone would hold, once its code has shown that it does.
FACTOR_SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"  # of the tests alone


@dataclass(frozen=True)
class Actor:
    """Somebody who asks; `role` None is a stranger."""

    role: str | None
    scope: str
    by_token: bool
    headers: dict[str, str] = field(repr=False)
    name: str = ""
    # The numbers of the session and of a token in which this is.
    session: int = 0
    token: int = 0

    def ask(self, client: FlaskClient, method: str, path: str, **sent: Any) -> TestResponse:
        return client.open(path, method=method, headers=self.headers, **sent)


def actors(app: Flask) -> list[Actor]:
    """Each role with each scope by session and token, with a token narrowed to nothing, strangers.

    A token narrowed to a district that its user does not have has none in common.
    """
    found = [
        Actor(None, "city", by_token=False, headers=session_of(app, None)),
        Actor(None, "city", by_token=True, headers=bearer("hs_nonsense")),
    ]
    for role, (scope, districts) in itertools.product(ROLES, SCOPES.items()):
        user = make_user(app, role=role, scope=districts)
        secret = make_token(app, user)
        headers = session_of(app, user.name)
        with app.app_context():
            opened = session().scalars(select(UserSession.id).where(UserSession.user_id == user.id))
            token = session().scalars(select(Token.id).where(Token.user_id == user.id))
            numbers = {"name": user.name, "session": opened.one(), "token": token.one()}
        found += [
            Actor(role, scope, by_token=False, headers=headers, **numbers),
            Actor(role, scope, by_token=True, headers=bearer(secret), **numbers),
        ]
        if scope == "own":
            nothing = bearer(make_token(app, user, districts=[ANOTHER]))
            found.append(Actor(role, "none", by_token=True, headers=nothing, **numbers))
    return found


def bearer(secret: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {secret}"}


def session_of(app: Flask, name: str | None) -> dict[str, str]:
    """The headers of a browser in which this user, or nobody, has signed in.

    A client without cookies sends them, so that no answer changes who asks.
    """
    client: Any = app.test_client()
    if name:
        assert client.sign_in(name).status_code == 302
    token = client.csrf_token("/account" if name else "/login")
    with app.app_context(), client.session_transaction() as opened:
        opened["factor"] = box().encrypt(FACTOR_SECRET)
    return {"Cookie": f"session={client.get_cookie('session').value}", "X-CSRFToken": token}
