"""What was refused for want of a right, in the audit: who wanted what, and why not.

A refusal stays a refusal, whether or not it can be recorded.
"""

import logging
import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from flask import Flask, Response, current_app, g, has_request_context, request
from flask_login import current_user
from sqlalchemy.exc import SQLAlchemyError

from geo_app import db
from geo_app.accounts import audit, queries, tokens
from geo_app.accounts.credentials import Token
from geo_app.accounts.late_notes import LateNotes, Note
from geo_app.accounts.refusal_limit import RefusalLimit, end_of_minute
from geo_app.db import now
from geo_app.errors import ServiceError, log_trouble
from geo_app.personal import findings_in

log = logging.getLogger(__name__)

REFUSED = "access.refused"
# What codes and numbers make, and no longer than the column for it.
PLAIN_PATH = re.compile(r"[!-~]{1,128}")
# A program goes on asking with a token that has run out: one row tells as much as a thousand.
TOKEN_NOTED_EVERY = timedelta(minutes=10)


def init_app(app: Flask) -> None:
    app.extensions["late_notes"] = LateNotes(app)
    app.extensions["refusal_limit"] = RefusalLimit()
    app.after_request(note_beyond_scope)


def note_refusal(why: dict[str, Any]) -> None:
    """Record that the user of this request tried something; whoever calls this logs it as well.

    Logged here when it is not recorded, the time of it would tell how many others were.
    """
    note_later(audit.actor_of(current_user), [subject()], why)


def note_refused_token() -> None:
    """Record a token that once was good, with its user; others are nobody's, and only logged."""
    secret = tokens.presented(request)
    token = secret and queries.token_by_secret(db.session(), secret)
    if token:
        after = {"why": trouble_of(token), "token": token.id}
        note(audit.actor_of(token.user), after, once_in=TOKEN_NOTED_EVERY)
    else:
        log_guess(request.remote_addr, now().replace(second=0, microsecond=0))


@lru_cache(maxsize=1024)
def log_guess(address: str | None, _minute: datetime) -> None:
    """Log that somebody tries tokens: once a minute for an address, or guessing fills the disk."""
    log.warning("an unknown token from %s", address)


def trouble_of(token: Token) -> str:
    if token.revoked_at is not None:
        return "token revoked"
    return "token expired" if token.user.active else "user inactive"


def note(actor: audit.Actor, why: dict[str, Any], *, once_in: timedelta) -> None:
    try:
        audit.note(db.database(), actor, REFUSED, subject(), after=said(why), once_in=once_in)
    except (ServiceError, SQLAlchemyError) as error:
        log_trouble(log, "a refusal could not be recorded", error)


def note_later(actor: audit.Actor, subjects: Sequence[str], why: dict[str, Any]) -> None:
    """Have it recorded when nobody can tell from the time of an answer."""
    moment, extensions = now(), current_app.extensions
    share = extensions["refusal_limit"].take(actor.user_id, len(subjects), moment)
    notes = [
        Note(actor, REFUSED, each, said(why), request.remote_addr)
        for each in subjects[: share.recorded]
    ]
    if share.is_last:
        notes[-1].after["unrecorded_until"] = end_of_minute(moment).isoformat()
    extensions["late_notes"].add(notes)
    if share.recorded < len(subjects):
        extensions["late_notes"].pass_over(actor.name, len(subjects) - share.recorded)


def said(why: dict[str, Any]) -> dict[str, Any]:
    return {"method": request.method, **why}


def subject() -> str:
    """The path; where it may hold a text of somebody's, which would stay for good, its pattern."""
    path = request.path
    if PLAIN_PATH.fullmatch(path) and not findings_in(path):
        return path
    return request.url_rule.rule if request.url_rule else "…"


def beyond_scope(subject: str) -> None:
    """Keep in mind that this request named what exists, but not for its user."""
    if has_request_context():
        g.setdefault("beyond_scope", {})[subject] = True


def note_beyond_scope(response: Response) -> Response:
    subjects = list(g.get("beyond_scope", ()))
    if subjects and current_user.is_authenticated:
        note_later(audit.actor_of(current_user), subjects, {"why": "beyond scope"})
    return response
