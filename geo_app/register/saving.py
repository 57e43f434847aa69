"""Database trouble while a form is saved, in words that the page of the form can show."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import OperationalError

from geo_app.errors import service_error_from


@contextmanager
def trouble_in_words() -> Iterator[None]:
    """Turn a busy, missing or full database into the `ServiceError` that says so."""
    try:
        yield
    except OperationalError as error:
        raise service_error_from(error) from error
