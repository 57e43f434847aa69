"""Scripts, style sheets and pictures: our own and those of other packages.

Their addresses carry a version that changes with any of them, so that a browser keeps each file
for a year and asks for it again only after an upgrade. Without the version, as one script imports
another, it asks every time whether the file has changed.
"""

import hashlib
from functools import cache
from pathlib import Path
from typing import Any

from flask import Blueprint, Flask, Response, abort, request, send_from_directory
from flask_bootstrap import Bootstrap5

from geo_app.accounts.access import public
from maps.assets import asset_directories

ENDPOINTS = ("static", "bootstrap.static", "static_files.vendor")
VERSION_LETTERS = 12
# RFC 9111 keeps an answer as long as it says, RFC 8246 spares the question when a page is reloaded.
KEPT_FOR_A_YEAR = "public, max-age=31536000, immutable"
ASKED_EVERY_TIME = "no-cache"

blueprint = Blueprint("static_files", __name__)


@blueprint.get("/static/vendor/<package>/<path:file>")
def vendor(package: str, file: str) -> Response:
    """The browser's part of the map: Leaflet and MarkerCluster from their wheels, and our own."""
    directory = asset_directories().get(package)
    # The wheels are Python packages too; their modules are nobody's business.
    if directory is None or file.endswith((".py", ".pyc")):
        abort(404)
    return send_from_directory(directory, file)


@cache
def version_of(directories: tuple[Path, ...]) -> str:
    """Of all files in some directories, whatever the machine and the time they came to it."""
    digest = hashlib.sha256()
    for directory in directories:
        for file in sorted(directory.rglob("*")):
            if file.is_file() and file.suffix != ".pyc":
                digest.update(str(file.relative_to(directory)).encode() + b"\0")
                digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()[:VERSION_LETTERS]


def init_app(app: Flask) -> None:
    Bootstrap5(app)
    app.register_blueprint(blueprint)
    folders = (app.static_folder, app.blueprints["bootstrap"].static_folder)
    directories = [*map(Path, filter(None, folders)), *asset_directories().values()]
    version = version_of(tuple(directories))

    @app.url_defaults
    def add_version(endpoint: str, values: dict[str, Any]) -> None:
        if endpoint in ENDPOINTS:
            values.setdefault("v", version)

    for endpoint in ENDPOINTS:
        app.view_functions[endpoint] = kept(app.view_functions[endpoint], version)


def kept(view: Any, version: str) -> Any:
    """A view of files, made public: a library's own object may not take our mark."""

    @public
    def static_file(**arguments: Any) -> Any:
        response = view(**arguments)
        is_current = request.args.get("v") == version
        response.headers["Cache-Control"] = KEPT_FOR_A_YEAR if is_current else ASKED_EVERY_TIME
        return response

    return static_file
