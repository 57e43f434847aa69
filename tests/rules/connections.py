"""Nothing here opens connections of its own: what a module could open one with is not imported."""

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path

from tests.rules.imports import imported, modules

ROOMS = ("geo_app", "geodata", "maps")
OPENERS = (
    *("socket", "socketserver", "ssl", "asyncio", "telnetlib", "webbrowser"),
    *("urllib.request", "urllib.robotparser", "http.client", "http.server", "xmlrpc"),
    *("ftplib", "smtplib", "smtpd", "poplib", "imaplib", "nntplib", "logging.handlers"),
    *("multiprocessing.connection", "multiprocessing.managers", "wsgiref.simple_server"),
    *("requests", "urllib3", "httpx", "httpcore", "aiohttp", "websocket", "websockets"),
    *("paramiko", "pycurl", "grpc", "dns", "trio", "anyio", "boto3", "botocore", "fsspec"),
    *("redis", "pymemcache", "ldap", "ldap3", "sentry_sdk", "opentelemetry"),
    # Not to be done without, and so in one place each.
    *("psycopg", "psycopg2", "sqlalchemy.create_engine", "sqlalchemy.engine.create_engine"),
    *("sqlalchemy.engine_from_config", "waitress"),
)
# Either imports a module by its name in a text.
BY_NAME = {"import_module", "__import__"}


def connections(root: Path, exceptions: Mapping[tuple[str, str], str]) -> list[str]:
    """Imports of what opens connections, but for the exceptions, by place and name."""
    found = {
        (path.relative_to(root).as_posix(), opener): f"{path.relative_to(root)}:{line}"
        for room in ROOMS
        for path in modules(root / room)
        for line, name in (*imported(path, root), *_named(path))
        for opener in OPENERS
        if _leads_to(name, opener)
    }
    return [
        *(
            f"{place} imports {key[1]}"
            for key, place in sorted(found.items())
            if key not in exceptions
        ),
        *(
            f"{file} no longer imports {name}"
            for file, name in sorted(exceptions.keys() - found.keys())
        ),
    ]


def _named(path: Path) -> Iterator[tuple[int, str]]:
    """What is reached without an import of its own: `urllib.request`, import_module("socket").

    A name that is put together while running is not seen.
    """
    tree = ast.parse(path.read_text(encoding="utf-8"))
    bound = dict(_bound(tree))
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            first, *rest = ast.unparse(node).split(".")
            if first in bound:
                yield node.lineno, ".".join((bound[first], *rest))
        elif isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] in BY_NAME:
            for argument in node.args[:1]:
                if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                    yield node.lineno, argument.value


def _bound(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """The names that `import` gives to modules, and the modules."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                first = alias.name.split(".")[0]
                yield (alias.asname, alias.name) if alias.asname else (first, first)


def _leads_to(name: str, opener: str) -> bool:
    return name == opener or name.startswith(f"{opener}.")
