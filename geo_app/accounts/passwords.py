"""Passwords: argon2id, and the same work for a name that nobody has."""

import unicodedata
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from flask_babel import gettext as _

from geo_app.errors import InvalidError

MIN_LENGTH = 10
# Longer ones would only buy an attacker working time of the server.
MAX_LENGTH = 256

# The defaults of argon2-cffi are argon2id with 64 MiB: RFC 9106 for machines short of memory.
HASHER = PasswordHasher()


def hash_password(password: str) -> str:
    return HASHER.hash(composed(password))


def checked(password: str) -> str:
    """The password, if it is one that may be chosen."""
    if len(password) < MIN_LENGTH:
        raise InvalidError(
            _(
                "The password is too short: it needs at least %(count)s characters.",
                count=MIN_LENGTH,
            )
        )
    if len(password) > MAX_LENGTH:
        raise InvalidError(
            _("The password is too long: at most %(most)s characters.", most=MAX_LENGTH)
        )
    return password


def matches(password_hash: str | None, password: str) -> bool:
    """Whether the password belongs to the hash; None, for an unknown user, takes as long."""
    try:
        fits = HASHER.verify(
            password_hash or _hash_of_nobody(), composed(password[: MAX_LENGTH + 1])
        )
    except (VerificationError, InvalidHashError):
        return False
    return fits and password_hash is not None


def composed(password: str) -> str:
    """One way of writing each letter: keyboards differ in whether ế is one character or three."""
    return unicodedata.normalize("NFC", password)


@cache
def _hash_of_nobody() -> str:
    return HASHER.hash("nobody's password")
