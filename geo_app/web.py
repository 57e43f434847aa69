"""What every response carries, the static files of other packages, and the operator's probes."""

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from flask import Blueprint, Flask, Response, abort, current_app, send_from_directory
from flask_bootstrap import Bootstrap5

from geo_app import db, readiness
from geo_app.accounts.access import public
from maps.assets import asset_directories

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


@blueprint.get("/static/vendor/<package>/<path:file>")
@public
def vendor(package: str, file: str) -> Response:
    """The browser's part of the map: Leaflet and MarkerCluster from their wheels, and our own."""
    directory = asset_directories().get(package)
    # The wheels are Python packages too; their modules are nobody's business.
    if directory is None or file.endswith((".py", ".pyc")):
        abort(404)
    return send_from_directory(directory, file)


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
    Bootstrap5(app)
    app.register_blueprint(blueprint)
    for endpoint in ("static", "bootstrap.static"):
        app.view_functions[endpoint] = opened(app.view_functions[endpoint])
    app.extensions["security_headers"] = security_headers(
        app.config["TILE_URL"], over_https=app.config["HTTPS"]
    )
    app.after_request(add_headers)


def opened(view: Any) -> Any:
    """A view of a library, made public: its own object may not take our mark."""

    @public
    def static_file(**arguments: Any) -> Any:
        return view(**arguments)

    return static_file
