"""What may be sent at all: forms and JSON, of a bounded size, and no file.

Decided before anything is parsed, so that what nobody reads costs nothing. Nothing of this service
takes a file over HTTP; tables are imported with the command, which has limits of its own.
"""

from http import HTTPStatus
from typing import IO

from flask import Flask, Request, current_app, request
from flask_babel import lazy_gettext

from geo_app.config import LARGEST_REQUEST_BYTES
from geo_app.errors import ServiceError

URLENCODED = "application/x-www-form-urlencoded"
MULTIPART = "multipart/form-data"
BODILESS = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})


class WrongKindError(ServiceError):
    status = HTTPStatus.UNSUPPORTED_MEDIA_TYPE
    title = lazy_gettext("This cannot be read here")


class TooLargeError(ServiceError):
    status = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    title = lazy_gettext("This is too large")


class FormsOnlyRequest(Request):
    """A request whose form may hold fields, but no file: the first one ends the parsing."""

    def _get_file_stream(
        self,
        total_content_length: int | None,  # noqa: ARG002  # Werkzeug's own signature
        content_type: str | None,  # noqa: ARG002  # as above
        filename: str | None = None,  # noqa: ARG002  # as above
        content_length: int | None = None,  # noqa: ARG002  # as above
    ) -> IO[bytes]:
        raise WrongKindError(lazy_gettext("Files are not taken here; nothing was saved."))


def check() -> None:
    """Refuse a body that no view reads."""
    if request.method in BODILESS or not (request.content_length or is_chunked()):
        return
    if (request.content_length or 0) > LARGEST_REQUEST_BYTES:
        raise TooLargeError(
            lazy_gettext(
                "What was sent is too large: at most %(most)s MB. Nothing was saved.",
                most=LARGEST_REQUEST_BYTES // 1024**2,
            )
        )
    if request.mimetype == URLENCODED:
        count_fields()
    elif request.mimetype != MULTIPART and not request.is_json:
        raise WrongKindError(
            lazy_gettext(
                "Forms and JSON are read here, nothing else "
                "(Content-Type: application/json for programs)."
            )
        )


def is_chunked() -> bool:
    return "chunked" in request.headers.get("Transfer-Encoding", "").lower()


def count_fields() -> None:
    """Werkzeug counts the parts of multipart forms only; here each field costs memory as well."""
    most = current_app.config["MAX_FORM_PARTS"]
    if request.get_data(cache=True, parse_form_data=False).count(b"&") >= most:
        raise TooLargeError(
            lazy_gettext(
                "The form has too many fields: at most %(most)s. Nothing was saved.", most=most
            )
        )


def init_app(app: Flask) -> None:
    app.request_class = FormsOnlyRequest
    app.before_request(check)
