"""The checker of connections on small trees that open one."""

from pathlib import Path

import pytest

from tests.rules import connections
from tests.test_architecture_rules import plant

pytestmark = pytest.mark.both_databases


@pytest.mark.parametrize(
    ("module", "line"),
    [
        ("geodata__units", "import socket"),
        ("geodata__build__roads", "def late():\n    from urllib.request import urlopen"),
        ("maps__tiles", "from urllib import request as asking"),
        ("maps__tiles", "import http.client as web"),
        ("geo_app__mail", "import smtplib, ftplib as copying"),
        ("geo_app__api__views", "import requests.sessions"),
        ("geo_app__logs", "from logging import handlers"),
        ("geo_app__logs", "import importlib\nimportlib.import_module('httpx')"),
        ("geo_app__logs", "import urllib\nurllib.request.urlopen('x')"),
        ("geo_app__db", "import sqlalchemy as sql\nsql.create_engine('x')"),
        ("geo_app__register__queries", "from sqlalchemy import create_engine"),
    ],
)
def test_a_connection_of_its_own_is_seen(tmp_path: Path, module: str, line: str):
    [planted] = plant(tmp_path, **{module: line})
    found = connections.connections(tmp_path, {})
    assert found
    assert found[0].startswith(f"{planted.relative_to(tmp_path)}:")


def test_what_only_looks_like_a_connection_is_fine(tmp_path: Path):
    plant(
        tmp_path,
        geo_app__api__views="from geo_app.api import requests\nfrom http import HTTPStatus",
        geo_app__api__requests="from . import requests\nfrom urllib.parse import urlsplit",
        tests__client="import socket",
    )
    assert connections.connections(tmp_path, {}) == []


def test_a_connection_with_a_reason_is_fine_as_long_as_it_is_there(tmp_path: Path):
    exceptions = {("geo_app/db.py", "psycopg"): "the database"}
    plant(tmp_path, geo_app__db="import psycopg")
    assert connections.connections(tmp_path, exceptions) == []
    plant(tmp_path, geo_app__db="")
    gone = ["geo_app/db.py no longer imports psycopg"]
    assert connections.connections(tmp_path, exceptions) == gone
