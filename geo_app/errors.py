"""Exception -> HTTP status: one page for people, one JSON shape (RFC 9457) for programs."""

import logging
from collections.abc import Mapping
from datetime import datetime
from http import HTTPStatus
from typing import Any

from flask import Flask, Response, json, make_response, render_template, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from sqlalchemy.exc import DBAPIError, OperationalError, ProgrammingError
from werkzeug.exceptions import HTTPException, MethodNotAllowed

from geo_app.i18n import show_moment
from geo_app.logs import asked_path

log = logging.getLogger(__name__)

# Letters of a driver's words in the log: more only repeats itself, an address after the other.
LONGEST_TROUBLE = 300
PROGRAM_PATHS = ("/api/", "/ogc/")


class ServiceError(Exception):
    """What went wrong, as a sentence for the user, and the status that says it to a program."""

    status = HTTPStatus.INTERNAL_SERVER_ERROR
    title: Any = lazy_gettext("Something went wrong")

    def __init__(
        self,
        detail: Any,
        *,
        errors: Mapping[str, Any] | None = None,
        more: Mapping[str, Any] | None = None,
        retry_after: int | None = None,
    ) -> None:
        super().__init__(str(detail) if isinstance(detail, str) else repr(detail))
        self.detail = detail
        self.errors = dict(errors or {})
        # Members of a program's answer beyond those of every problem.
        self.more = dict(more or {})
        # Seconds.
        self.retry_after = retry_after


class InvalidError(ServiceError):
    """What was sent cannot be accepted; `errors` says per field what was wrong."""

    status = HTTPStatus.UNPROCESSABLE_ENTITY
    title = lazy_gettext("This cannot be saved as it is")


class UnanswerableError(InvalidError):
    title = lazy_gettext("This cannot be answered as it is asked")


class NotFoundError(ServiceError):
    status = HTTPStatus.NOT_FOUND
    title = lazy_gettext("Not found")


class ForbiddenError(ServiceError):
    status = HTTPStatus.FORBIDDEN
    title = lazy_gettext("Not allowed")


class UnauthorizedError(ServiceError):
    status = HTTPStatus.UNAUTHORIZED
    title = lazy_gettext("Please sign in")


class StaleError(ServiceError):
    """Somebody else saved first; `current` is what stands now."""

    status = HTTPStatus.PRECONDITION_FAILED
    title = lazy_gettext("Somebody else saved first")

    def __init__(self, detail: Any, *, current: Any = None) -> None:
        super().__init__(detail)
        self.current = current


class UnavailableError(ServiceError):
    status = HTTPStatus.SERVICE_UNAVAILABLE
    title = lazy_gettext("The service cannot do this right now")


class TooOftenError(ServiceError):
    status = HTTPStatus.TOO_MANY_REQUESTS
    title = lazy_gettext("Please wait a moment")


class ClockError(UnavailableError):
    """The clock of the machine is well behind what was recorded last."""


# Werkzeug's own sentences are English and speak to programmers.
HTTP_SENTENCES = {
    400: lazy_gettext("The request could not be read. Go back, reload the page and try again."),
    403: lazy_gettext("Your account may not do this. Ask an administrator if you need it."),
    404: lazy_gettext("There is no such page. Check the address or start again from the desk."),
    405: lazy_gettext("This address does not take that kind of request."),
    413: lazy_gettext("What was sent is too large."),
    415: lazy_gettext("What was sent is of a kind that this address does not take."),
    500: lazy_gettext(
        "Something went wrong on our side and nothing was saved. "
        "Try again; if it happens again, tell the operator the time and the page."
    ),
}


def busy_error() -> ServiceError:
    return UnavailableError(
        _(
            "The database is busy: another program is writing. Nothing was saved. "
            "Wait a moment and save again."
        )
    )


def clock_error(now: datetime, last_at: datetime) -> ClockError:
    return ClockError(
        _(
            "The clock of the machine (%(now)s) is behind the last entry of the register "
            "(%(last)s). Nothing was saved. The operator must set the clock right; if it was "
            "wrong before, “hotspots clock” says what to do.",
            now=show_moment(now),
            last=show_moment(last_at),
        )
    )


def service_error_from(error: DBAPIError) -> ServiceError:
    """Database trouble in the user's words; the driver's words go to the log only."""
    text = str(error.orig).lower()
    if "locked" in text or "busy" in text or "lock timeout" in text:
        return busy_error()
    if "no such table" in text or ("relation" in text and "does not exist" in text):
        return UnavailableError(
            _(
                "The database is there but empty. The operator must run the command "
                "“hotspots init” once."
            )
        )
    if "unable to open" in text or "connect" in text or "readonly" in text or "read-only" in text:
        return UnavailableError(
            _(
                "The database cannot be reached or written. Nothing was saved. "
                "Tell the operator to check HOTSPOTS_DATABASE_URL and the disk."
            )
        )
    refused = privilege_error(text)
    if refused is not None:
        return refused
    if "full" in text or "no space" in text:
        return UnavailableError(
            _("The disk is full: nothing was saved. Tell the operator to make room.")
        )
    return ServiceError(HTTP_SENTENCES[500])


def privilege_error(text: str) -> ServiceError | None:
    """What PostgreSQL misses or forbids, and who can give it."""
    if "extension" in text and "not available" in text:
        return UnavailableError(
            _(
                "PostGIS is not installed on the database server. Install it there (Debian: "
                "postgresql-15-postgis-3) and run the command again."
            )
        )
    if "permission denied to create extension" in text:
        return UnavailableError(
            _(
                "This account of the database may not add PostGIS. Have a superuser run "
                "“CREATE EXTENSION postgis” in this database once, then run the command again."
            )
        )
    if "permission denied" in text or "must be owner" in text:
        return UnavailableError(
            _(
                "This account of the database may not do that. Make it the owner of the database, "
                "or grant it CREATE on the schema public. Nothing was saved."
            )
        )
    return None


def log_trouble(logger: logging.Logger, what: str, error: Exception) -> None:
    """One line for trouble that is known and passes; with a traceback if it was not foreseen.

    While the database is down every request has it, and tracebacks would fill the disk.
    """
    known, words = error, str(error)
    if isinstance(error, DBAPIError):
        known, words = service_error_from(error), str(error.orig)
    words = " ".join(words.split())
    if len(words) > LONGEST_TROUBLE:
        words = f"{words[:LONGEST_TROUBLE]}…"
    passes = isinstance(known, UnavailableError)
    logger.error("%s: %s", what, words, exc_info=None if passes else error)


def wants_problem() -> bool:
    """Whether the other side is a program: by its path, or by preferring JSON to HTML."""
    if request.path.startswith(PROGRAM_PATHS):
        return True
    best = request.accept_mimetypes.best_match(("text/html", "application/json"), "text/html")
    return bool(best == "application/json")


def problem(
    status: int, title: Any, detail: Any, errors: Mapping[str, Any] | None = None, **more: Any
) -> Response:
    body: dict[str, Any] = {
        "type": "about:blank",
        "title": str(title),
        "status": int(status),
        "detail": str(detail),
    }
    if errors:
        body["errors"] = {field: str(message) for field, message in errors.items()}
    body.update(more)
    text = json.dumps(body, ensure_ascii=False)
    return Response(text, int(status), content_type="application/problem+json")


def answer(error: ServiceError) -> Response:
    if wants_problem():
        made = problem(error.status, error.title, error.detail, error.errors, **error.more)
    else:
        page = render_template(
            "error.html",
            title=error.title,
            detail=error.detail,
            errors=error.errors,
            status=int(error.status),
        )
        made = make_response(page, error.status)
    if error.retry_after is not None:
        made.headers["Retry-After"] = str(error.retry_after)
    return made


def init_app(app: Flask) -> None:
    @app.errorhandler(ServiceError)
    def service_error(error: ServiceError) -> Response:
        if int(error.status) >= HTTPStatus.INTERNAL_SERVER_ERROR:
            log_trouble(log, f"{request.method} {asked_path()}", error)
        return answer(error)

    @app.errorhandler(OperationalError)
    @app.errorhandler(ProgrammingError)
    def database_error(error: DBAPIError) -> Response:
        log_trouble(log, f"{request.method} {asked_path()}", error)
        return answer(service_error_from(error))

    @app.errorhandler(HTTPException)
    def http_error(error: HTTPException) -> Any:
        status = error.code or 500
        if error.response is not None or status < HTTPStatus.BAD_REQUEST:
            return error
        wrapped = ServiceError(HTTP_SENTENCES.get(status, error.description))
        wrapped.status = HTTPStatus(status)
        wrapped.title = (
            HTTPStatus(status).phrase if status not in HTTP_SENTENCES else _("This did not work")
        )
        response = make_response(answer(wrapped))
        if isinstance(error, MethodNotAllowed):
            response.headers["Allow"] = ", ".join(sorted(error.valid_methods or ()))
        return response

    @app.errorhandler(Exception)
    def unexpected(error: Exception) -> Response:
        log.error("%s %s failed", request.method, asked_path(), exc_info=error)
        return answer(ServiceError(HTTP_SENTENCES[500]))
