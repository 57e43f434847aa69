"""Exception -> HTTP status: one page for people, one JSON shape (RFC 9457) for programs."""

import logging
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from flask import Flask, Response, json, render_template, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from sqlalchemy.exc import DBAPIError, OperationalError, ProgrammingError
from werkzeug.exceptions import HTTPException

from geo_app.logs import asked_path

log = logging.getLogger(__name__)

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
    ) -> None:
        super().__init__(str(detail) if isinstance(detail, str) else repr(detail))
        self.detail = detail
        self.errors = dict(errors or {})
        # Members of a program's answer beyond those of every problem.
        self.more = dict(more or {})


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
    if "full" in text or "no space" in text:
        return UnavailableError(
            _("The disk is full: nothing was saved. Tell the operator to make room.")
        )
    return ServiceError(HTTP_SENTENCES[500])


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


def answer(error: ServiceError) -> tuple[Response | str, int]:
    status = int(error.status)
    if wants_problem():
        return problem(status, error.title, error.detail, error.errors, **error.more), status
    page = render_template(
        "error.html", title=error.title, detail=error.detail, errors=error.errors, status=status
    )
    return page, status


def init_app(app: Flask) -> None:
    @app.errorhandler(ServiceError)
    def service_error(error: ServiceError) -> tuple[Response | str, int]:
        if int(error.status) >= HTTPStatus.INTERNAL_SERVER_ERROR:
            log.error("%s %s: %s", request.method, asked_path(), error, exc_info=error)
        return answer(error)

    @app.errorhandler(OperationalError)
    @app.errorhandler(ProgrammingError)
    def database_error(error: DBAPIError) -> tuple[Response | str, int]:
        log.error("%s %s: %s", request.method, asked_path(), error, exc_info=error)
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
        return answer(wrapped)

    @app.errorhandler(Exception)
    def unexpected(error: Exception) -> tuple[Response | str, int]:
        log.error("%s %s failed", request.method, asked_path(), exc_info=error)
        return answer(ServiceError(HTTP_SENTENCES[500]))
