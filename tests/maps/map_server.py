"""A small service around the map, with the content policy of the real one."""

import json
import logging
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from html import escape
from typing import Any

from flask import Flask, Response, request, send_from_directory
from werkzeug.serving import make_server

import geodata.layers
from maps.assets import asset_directories
from maps.document import MapDocument
from maps.symbology import symbol_svg

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; font-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'self'"
)
PAGE_CSS = (
    "html,body{height:100%;margin:0}"
    ".pair{display:flex;flex-wrap:wrap;height:100%}"
    ".pair>div{position:relative;flex:1 1 22rem;min-width:0}"
)
PAIR_JS = 'HotspotsMap.keepInStep("before", "after");'


class MapService:
    """What the pages and data are; a test changes them while the service runs."""

    def __init__(self, document: MapDocument, features: list[dict[str, Any]]) -> None:
        self.document = document
        self.features = features
        # Two maps for /pair: the name of each, its document, and what the page lets it show first.
        self.pair: list[tuple[str, MapDocument, str | None]] = []
        # Hotspots by the day asked for, and how long each answer takes in seconds.
        self.days: dict[str, list[dict[str, Any]]] = {}
        self.seconds: dict[str, float] = {}
        self.queries: list[str] = []
        self.failing: set[str] = set()
        self.requests: list[str] = []
        self.address = ""

    def app(self) -> Flask:
        app = Flask("map_tests", static_folder=None)
        logging.getLogger("werkzeug").setLevel(logging.WARNING)

        @app.before_request
        def count() -> tuple[str, int] | None:
            self.requests.append(request.path)
            return ("failing", 503) if request.path in self.failing else None

        @app.after_request
        def protect(response: Response) -> Response:
            response.headers["Content-Security-Policy"] = POLICY
            return response

        @app.get("/")
        def page() -> str:
            return page_of(self.document, self.document.body_html, ["/map.js"])

        @app.get("/pair")
        def pair() -> str:
            body = "".join(
                ("<div>" if query is None else f'<div data-map-query="{escape(query)}">')
                + f"{document.body_html}</div>"
                for _name, document, query in self.pair
            )
            scripts = [f"/map.js?map={name}" for name, _document, _query in self.pair]
            return page_of(
                self.pair[0][1], f'<div class="pair">{body}</div>', [*scripts, "/pair.js"]
            )

        @app.get("/pair.js")
        def pair_js() -> Response:
            return Response(PAIR_JS, mimetype="text/javascript")

        @app.get("/page.css")
        def page_css() -> Response:
            return Response(PAGE_CSS, mimetype="text/css")

        @app.get("/map.js")
        def script() -> Response:
            documents = {name: document for name, document, _query in self.pair}
            document = documents.get(request.args.get("map", ""), self.document)
            return Response(document.script, mimetype="text/javascript")

        @app.get("/map/hotspots.geojson")
        def hotspots() -> Response:
            self.queries.append(request.query_string.decode())
            district = request.args.get("district")
            day = request.args.get("day", "")
            time.sleep(self.seconds.get(day, 0))
            found = [
                each
                for each in self.days.get(day, self.features)
                if district in {None, each["properties"]["district_code"]}
            ]
            text = json.dumps({"type": "FeatureCollection", "features": found})
            return Response(text, mimetype="application/geo+json")

        add_unchanging(app)
        return app


def page_of(document: MapDocument, body: str, scripts: list[str]) -> str:
    links = "".join(
        f'<link rel="stylesheet" href="{escape(url)}">'
        for url in (*document.stylesheets, "/page.css")
    )
    tags = "".join(
        f'<script src="{escape(url)}"></script>' for url in (*document.scripts, *scripts)
    )
    return (
        '<!doctype html><html lang="vi"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<link rel="icon" href="data:,"><title>map</title>{links}</head>'
        f"<body>{body}{tags}</body></html>"
    )


def add_unchanging(app: Flask) -> None:
    @app.get("/static/vendor/<package>/<path:file>")
    def vendor(package: str, file: str) -> Response:
        return send_from_directory(asset_directories()[package], file)

    @app.get("/map/layers/<name>.geojson")
    def layer(name: str) -> Response:
        return Response(geodata.layers.layer_geojson(name), mimetype="application/geo+json")

    @app.get("/map/symbols/<category>-<level>-<clearance>.svg")
    def symbol(category: str, level: str, clearance: str) -> Response:
        return Response(symbol_svg(category, level, clearance), mimetype="image/svg+xml")

    @app.get("/hotspots/<code>")
    def hotspot(code: str) -> str:
        return f"<title>{escape(code)}</title>"


@contextmanager
def serving(service: MapService) -> Iterator[MapService]:
    """Serve on a free port of this machine for as long as the block runs."""
    server = make_server("127.0.0.1", 0, service.app(), threaded=True)
    service.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield service
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
