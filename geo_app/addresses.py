"""The numbers in addresses: none that no row can have."""

from typing import Any

from flask import Flask
from werkzeug.routing import IntegerConverter

# What an INTEGER of PostgreSQL holds; a higher one is an error there, and above 2**63 in SQLite.
HIGHEST_NUMBER = 2**31 - 1


class RowNumberConverter(IntegerConverter):
    """Takes the numbers that a row may have; an address with a higher one leads nowhere."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **{"max": HIGHEST_NUMBER, **options})


def init_app(app: Flask) -> None:
    """Take the place of Flask's own `int`; before any view is added."""
    app.url_map.converters["int"] = RowNumberConverter
