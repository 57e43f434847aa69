"""What every response carries, and the operator's probes."""

from pathlib import Path
from urllib.parse import urlsplit

from flask import Blueprint, Flask, Response, current_app

from geo_app import db, readiness
from geo_app.accounts.access import public

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:{tiles}; "
    "connect-src 'self'; font-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'self'"
)
PERMISSIONS_POLICY = (
    "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()"
)

# A year, as browsers recommend. Not for subdomains: those are for others to decide.
STRICT_TRANSPORT_SECURITY = "max-age=31536000"

blueprint = Blueprint("web", __name__)


@blueprint.get("/healthz")
@public
def healthz() -> Response:
    return plain("ok")


@blueprint.get("/readyz")
@public
def readyz() -> Response:
    database = db.database()
    problem = readiness.problem_with(database) or readiness.problem_with_writing(
        database, Path(current_app.instance_path)
    )
    return plain(problem, 503) if problem else plain("ok")


@blueprint.get("/favicon.ico")
@public
def favicon() -> Response:
    """The icon for whatever has no page around it to name one: a picture, a PDF."""
    return current_app.send_static_file("favicon.svg")


def plain(text: str, status: int = 200) -> Response:
    return Response(text + "\n", status, content_type="text/plain; charset=utf-8")


def add_headers(response: Response) -> Response:
    for name, value in current_app.extensions["security_headers"].items():
        response.headers.setdefault(name, value)
    return response


def security_headers(tile_url: str | None, *, over_https: bool = False) -> dict[str, str]:
    """The headers of every response; a tile server that was opted in may be asked for pictures."""
    tiles = f" {tile_source(tile_url)}" if tile_url else ""
    # Over plain HTTP browsers ignore it; behind somebody's test proxy it would lock them out.
    transport = {"Strict-Transport-Security": STRICT_TRANSPORT_SECURITY} if over_https else {}
    return {
        **transport,
        "Content-Security-Policy": CONTENT_SECURITY_POLICY.format(tiles=tiles),
        "X-Content-Type-Options": "nosniff",
        # What frame-ancestors says, for browsers from before it.
        "X-Frame-Options": "SAMEORIGIN",
        # Owners of tile servers ask to be told which site asks.
        "Referrer-Policy": "strict-origin-when-cross-origin" if tile_url else "same-origin",
        "Permissions-Policy": PERMISSIONS_POLICY,
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        # Pages are for the person who signed in; a view that may be kept says so itself.
        "Cache-Control": "no-store",
    }


def tile_source(tile_url: str) -> str:
    """The origin of the tile server, as a source of the content security policy."""
    parts = urlsplit(tile_url)
    return f"{parts.scheme}://{parts.netloc.replace('{s}', '*')}"


def init_app(app: Flask) -> None:
    app.register_blueprint(blueprint)
    app.extensions["security_headers"] = security_headers(
        app.config["TILE_URL"], over_https=app.config["HTTPS"]
    )
    app.after_request(add_headers)
