"""What may be sent at all: forms and JSON, of a bounded size, and no file.

Decided before anything is parsed, so that what nobody reads costs nothing. Nothing of this service
takes a file over HTTP; tables are imported with the command, which has limits of its own.

What is let in is text that can be seen (`visible_text.py`), in addresses and forms alike; only
passwords stay as they were typed. JSON goes the same way in `api/requests.py`.
"""

from http import HTTPStatus
from typing import IO, Any

from flask import Flask, Request, current_app, request
from flask_babel import lazy_gettext
from werkzeug.datastructures import ImmutableMultiDict, MultiDict
from werkzeug.utils import cached_property

from geo_app.config import LARGEST_REQUEST_BYTES
from geo_app.errors import HTTP_SENTENCES, NotFoundError, ServiceError, UnanswerableError
from geo_app.visible_text import code_typed, visible

URLENCODED = "application/x-www-form-urlencoded"
MULTIPART = "multipart/form-data"
# The names of fields that hold a password, in every form.
PASSWORDS = frozenset({"password", "new", "again"})
# These stay as typed as well: the form of a token refuses what cannot be shown.
CHECKED_BY_THEIR_FORM = frozenset({"label"})
# Parameters that may stand in an address several times.
LISTS = frozenset({"commune"})
# Longer than any path of ours.
LONGEST_PATH = 1000
# A value in an address is read no further: what may be in one is shorter, and the rest of a longer
# one would only be refused or cut off after it was read.
LONGEST_PARAMETER = 1000
BODILESS = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})


class WrongKindError(ServiceError):
    status = HTTPStatus.UNSUPPORTED_MEDIA_TYPE
    title = lazy_gettext("This cannot be read here")


class TooLargeError(ServiceError):
    status = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    title = lazy_gettext("This is too large")


class FormsOnlyRequest(Request):
    """A request of visible text, whose form may hold fields, but no file.

    The first file ends the parsing.
    """

    @cached_property
    def args(self) -> MultiDict[str, str]:
        return ImmutableMultiDict(
            [(name, parameter(name, text)) for name, text in super().args.items(multi=True)]
        )

    def _load_form_data(self) -> None:
        super()._load_form_data()
        self.__dict__["form"] = ImmutableMultiDict(
            [(name, field(name, text)) for name, text in self.form.items(multi=True)]
        )

    def _get_file_stream(
        self,
        total_content_length: int | None,  # noqa: ARG002  # Werkzeug's own signature
        content_type: str | None,  # noqa: ARG002  # as above
        filename: str | None = None,  # noqa: ARG002  # as above
        content_length: int | None = None,  # noqa: ARG002  # as above
    ) -> IO[bytes]:
        raise WrongKindError(lazy_gettext("Files are not taken here; nothing was saved."))


def parameter(name: str, text: str) -> str:
    """The value in an address: a code as it was meant, anything else as it is seen."""
    text = text[:LONGEST_PARAMETER]
    return code_typed(text) if name == "code" else visible(text).strip()


def field(name: str, text: str) -> str:
    """The value in a form as it is seen; a password as it was typed."""
    return text if name in PASSWORDS | CHECKED_BY_THEIR_FORM else visible(text)


def check_address() -> None:
    """Refuse a path that is longer than any of ours, before anything reads it."""
    if len(request.path) > LONGEST_PATH:
        raise NotFoundError(HTTP_SENTENCES[404])


def check_parameters() -> None:
    """Refuse an address that says a thing twice: whichever counted, the other would be lost."""
    twice = [name for name, given in request.args.lists() if len(given) > 1 and name not in LISTS]
    if twice:
        raise UnanswerableError(
            lazy_gettext("The address says the same thing twice."),
            errors={name[:40]: lazy_gettext("Give this once.") for name in twice[:10]},
        )


def clean_codes(_endpoint: str | None, values: dict[str, Any] | None) -> None:
    """Codes in paths as they were meant, whatever was pasted with them."""
    if values and isinstance(values.get("code"), str):
        values["code"] = code_typed(values["code"])


def check() -> None:
    """Refuse a body that no view reads."""
    check_address()
    check_parameters()
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
    app.url_value_preprocessor(clean_codes)
    app.before_request(check)
