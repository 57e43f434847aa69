"""`Idempotency-Key`: a program that got no answer sends its request again, and it is done once.

The answer is kept in the transaction that did what was asked, so that there is never one without
the other, whenever the machine fails. A refusal is not kept: nothing was done, and the same request
is judged anew. The header is that of draft-ietf-httpapi-idempotency-key-header-07.
"""

import hashlib
import re
from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from http import HTTPStatus
from typing import Any

from flask import Response, json, make_response, request
from flask_babel import gettext as _
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from geo_app.accounts.access import current_actor, current_scope
from geo_app.api.models import KeptAnswer
from geo_app.api.requests import MalformedError
from geo_app.db import database, now
from geo_app.errors import InvalidError

HEADER = "Idempotency-Key"
KEY = re.compile(r"[\x21-\x7e]{1,255}")
KEPT_FOR = timedelta(hours=24)
# What somebody needs to go on: where it is, which version it has, how to read it.
KEPT_HEADERS = ("Content-Type", "ETag", "Location", "Vary")

View = Callable[..., Any]


class NothingDoneError(Exception):
    """Ends a transaction in which nothing was done, and carries the answer that says so."""

    def __init__(self, response: Response) -> None:
        super().__init__()
        self.response = response


def once(view: View) -> View:
    """Answer a request that is sent again with the same key as it was answered the first time."""

    @wraps(view)
    def answered(**values: Any) -> Any:
        key = key_sent()
        if key is None:
            return view(**values)
        owner, asked = current_actor().user_id, hash_of_request()
        try:
            with database().around_this_request() as session:
                kept = kept_answer(session, owner, key)
                if kept is not None:
                    return answer_again(kept, asked)
                response = done(view(**values))
                keep(session, response, user_id=owner, key_hash=key, request_hash=asked)
                return response
        except NothingDoneError as nothing:
            return nothing.response

    return answered


def done(answered: Any) -> Response:
    response = make_response(answered)
    if response.status_code != HTTPStatus.CREATED:
        raise NothingDoneError(response)
    return response


def key_sent() -> str | None:
    """The hash of the key, if there is one."""
    if HEADER not in request.headers:
        return None
    sent = request.headers.getlist(HEADER)
    if len(sent) != 1 or not KEY.fullmatch(sent[0].strip()):
        raise MalformedError(
            _(
                "%(header)s must be one text of 1 to 255 characters without spaces, a new one for "
                "each thing to be done: “%(example)s”.",
                header=HEADER,
                example='"6f1f0b4e-5d0c-4d6e-9a43-1f6d1c7c2b11"',
            )
        )
    return hashed(sent[0].strip())


def hash_of_request() -> str:
    """The same for the same request; the version in If-Match may be another, for the first try
    itself may have made it so.
    """
    scope = current_scope()
    districts = sorted(scope) if scope is not None else None
    said = [request.method, request.full_path, districts, hashed(request.get_data())]
    return hashed(json.dumps(said))


def hashed(text: str | bytes) -> str:
    return hashlib.sha256(text.encode() if isinstance(text, str) else text).hexdigest()


def kept_answer(session: Session, user_id: int | None, key: str) -> KeptAnswer | None:
    return session.scalar(
        select(KeptAnswer).where(
            KeptAnswer.user_id == user_id,
            KeptAnswer.key_hash == key,
            KeptAnswer.expires_at > now(),
        )
    )


def answer_again(kept: KeptAnswer, asked: str) -> Response:
    if kept.request_hash != asked:
        sentence = _(
            "This key was used for another request. Send that one as it was, or this one with a "
            "new key."
        )
        raise InvalidError(_("Nothing was saved."), errors={HEADER: sentence})
    return Response(kept.body, kept.status, headers=kept.headers)


def keep(session: Session, response: Response, **asked: Any) -> None:
    """Keep it, and drop what is past its time."""
    moment = now()
    session.execute(delete(KeptAnswer).where(KeptAnswer.expires_at <= moment))
    headers = {name: response.headers[name] for name in KEPT_HEADERS if name in response.headers}
    session.add(
        KeptAnswer(
            **asked,
            status=response.status_code,
            headers=headers,
            body=response.get_data(as_text=True),
            expires_at=moment + KEPT_FOR,
        )
    )
