"""Where to go next: a page of this service, whatever the address in the request says."""

import re
from urllib.parse import urlsplit

from flask import current_app, request, url_for
from werkzeug.exceptions import HTTPException, MethodNotAllowed
from werkzeug.routing import RequestRedirect

MAX_LENGTH = 2000
LEADS_AWAY = re.compile(r"[\\\x00-\x20\x7f]")


def local_path(text: str | None) -> str | None:
    """The path with its query, if it can only lead to this service; else None.

    Browsers read a backslash as a slash and drop tabs and line ends, so that a path with one
    of these after its first slash leads away as `//host` does. Our own paths hold neither.
    """
    if not text or len(text) > MAX_LENGTH or not text.startswith("/") or text.startswith("//"):
        return None
    if LEADS_AWAY.search(text):
        return None
    try:
        parts = urlsplit(text)
    except ValueError:
        return None
    return None if parts.scheme or parts.netloc else text


def page_before() -> str | None:
    """The page of this service on which a form stood, from the browser's Referer."""
    try:
        parts = urlsplit(request.referrer or "")
    except ValueError:
        return None
    if parts.netloc != request.host:
        return None
    return local_path(can_be_opened(parts.path) + (f"?{parts.query}" if parts.query else ""))


def opened_at() -> str:
    """The address at which the page of this request can be opened, asking and not sending.

    A page that answers what was sent belongs to the one on which its form stood.
    """
    if request.method != "POST":
        return request.script_root + request.full_path.rstrip("?")
    return page_before() or can_be_opened(request.script_root + request.path)


def can_be_opened(path: str) -> str:
    """The path, or the nearest above it, that answers when it is opened.

    A form that was sent back to be mended stands under the address to which it was sent.
    """
    routes = current_app.create_url_adapter(request)
    inside = path.removeprefix(request.script_root)
    while routes is not None and inside not in {"", "/"}:
        try:
            routes.match(inside, method="GET")
        except MethodNotAllowed:
            inside = inside.rpartition("/")[0]
        except (HTTPException, RequestRedirect):
            break
        else:
            break
    return request.script_root + (inside or "/")


def desk() -> str:
    return request.script_root + "/"


def sign_in_page() -> str:
    """The page for signing in, which then leads back to where this request wanted to go."""
    wanted = request.full_path.rstrip("?") if request.method in {"GET", "HEAD"} else page_before()
    back = local_path(wanted)
    return url_for("accounts.login", next=None if back in {None, desk()} else back)
