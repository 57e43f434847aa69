"""The one-time code that an administrator has just made, on a page that can be loaded anew.

The database keeps its hash alone. The code itself goes with the session of whoever made it,
encrypted, so that it stands in no database, log, address or history, and in nobody else's session.
It is shown for a short while, no longer once it is used or replaced, and not again once the
administrator has gone on.
"""

from datetime import timedelta

from flask import session

from geo_app import db
from geo_app.accounts import welcome
from geo_app.accounts.models import User
from geo_app.secrets_box import UnreadableSecretError, box

SHOWN_FOR = timedelta(minutes=10)
KEPT = "one_time_code"


def keep(code: str) -> None:
    session[KEPT] = box().encrypt(code)


def shown_for(user: User) -> str | None:
    """The code of this user that may still be shown in this session."""
    try:
        code = box().decrypt(session[KEPT])
    except (KeyError, UnreadableSecretError):
        return None
    good = welcome.find_code(db.session(), user.name, code)
    return code if good is not None and good.created_at > db.now() - SHOWN_FOR else None


def forget() -> None:
    session.pop(KEPT, None)
