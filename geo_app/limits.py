"""How often one caller may do what is dear or what a guesser would do, and what it is told then.

The counts live in the memory of the process, where `hotspots serve` is one, or in the database,
where several serve one register. Accounts have a lock of their own against guessing; the limit on
signing in is the last line behind it.
"""

import logging
import math
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from flask import Flask, Response, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from flask_limiter import Limiter, RateLimitExceeded
from flask_login import current_user

from geo_app import limit_counts
from geo_app.accounts import tokens
from geo_app.errors import TooOftenError, answer
from geo_app.logs import asked_path
from geo_app.proxies import customer_of

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Kind:
    """What is counted together, by whom, and how much of it one minute takes."""

    name: str
    each_minute: int
    endpoints: tuple[str, ...]
    counted_by: Callable[[], str]
    sentence: Any
    counts: Callable[[], bool] = lambda: True


def by_caller() -> str:
    """The token or the user; a program with a token does not use up what its user has."""
    if not current_user.is_authenticated:
        return by_address()
    secret = tokens.presented(request)
    return f"user {current_user.id}" if secret is None else f"token {tokens.hash_secret(secret)}"


def by_address() -> str:
    return f"address {customer_of(request.remote_addr or '')}"


KINDS = (
    Kind(
        "sign-in",
        # Behind one address may sit a whole office, which signs in at eight in the morning, in two
        # steps each where there is a second factor.
        60,
        ("accounts.login", "accounts.code", "accounts.choose_password", "own_account.confirm"),
        by_address,
        lazy_gettext("Signing in was tried very often from your network address."),
        counts=lambda: request.method == "POST",
    ),
    Kind(
        "geocoding",
        120,
        ("api.find_place", "api.add_hotspot", "register.add", "mapping.hotspots"),
        by_caller,
        lazy_gettext("Very many places were looked for within a minute. Nothing was saved."),
        # The map itself looks for no place; the preview of a new hotspot does.
        counts=lambda: request.endpoint != "mapping.hotspots" or "preview" in request.args,
    ),
    Kind(
        "drawing",
        # Thirty district sheets in a row are one briefing.
        120,
        ("exports.district_snapshot", "exports.history"),
        by_caller,
        lazy_gettext("Very many sheets or lines of history were drawn within a minute."),
    ),
)


def init_app(app: Flask) -> None:
    """Put the limits around the views: called when all of them are there."""
    limiter = Limiter(
        by_address,
        app=app,
        enabled=app.config["RATE_LIMITS"],
        **storage(app),
        # Counts the last 60 seconds, so that the wait which is named is the true one.
        strategy="moving-window",
    )
    for kind in KINDS:
        limited = limiter.shared_limit(
            f"{kind.each_minute} per minute",
            scope=kind.name,
            key_func=kind.counted_by,
            exempt_when=partial(does_not_count, kind),
            error_message=kind.name,
        )
        for endpoint in kind.endpoints:
            view: Any = app.view_functions[endpoint]
            app.view_functions[endpoint] = limited(view)

    @app.errorhandler(RateLimitExceeded)
    def too_often(exceeded: RateLimitExceeded) -> Response:
        kind = next(each for each in KINDS if each.name == exceeded.description)
        current = limiter.current_limit
        wait = math.ceil(max(1, current.reset_at - time.time())) if current else 60
        log.warning("%s too often from %s: %s", kind.name, request.remote_addr, asked_path())
        return refusal(kind, wait)


def storage(app: Flask) -> dict[str, Any]:
    """Where the counts live, as the limiter takes it."""
    where = app.config["RATE_LIMIT_STORAGE"]
    if where != limit_counts.SCHEME:
        return {"storage_uri": f"{where}://"}
    options = {
        "engine": app.extensions["database"].engine,
        "secret": str(app.config["SECRET_KEY"]).encode(),
    }
    return {"storage_uri": f"{where}://", "storage_options": options}


def does_not_count(kind: Kind) -> bool:
    return not kind.counts()


def refusal(kind: Kind, seconds: int) -> Response:
    """The answer, with the wait in words and for programs."""
    detail = _(
        "%(what)s Seconds to wait before you try again: %(seconds)s.",
        what=kind.sentence,
        seconds=seconds,
    )
    return answer(TooOftenError(detail, retry_after=seconds))
