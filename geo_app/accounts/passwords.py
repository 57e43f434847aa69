"""Passwords: argon2id, and the same work for a name that nobody has."""

import secrets
import unicodedata
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from flask_babel import gettext as _
from zxcvbn import zxcvbn

from geo_app.errors import InvalidError

MIN_LENGTH = 10
# Longer ones would only buy an attacker working time of the server.
MAX_LENGTH = 256
# zxcvbn's scale: 2 is "protects from guessing through the sign-in", about a million guesses. Who
# steals the hashes is held up by argon2id, and guessing through the sign-in by the lock-out.
LEAST_SCORE = 2
# Longer than this, only the beginning is judged: the estimate takes its time.
JUDGED_LENGTH = 72
# What a guesser of this service tries beside the common passwords of the world.
LOCAL_WORDS = (
    "matkhau", "mat khau", "mật khẩu", "hanoi", "ha noi", "hà nội", "congan", "công an",
    "dolisa", "hotspots", "ubnd", "vietnam", "việt nam", "xinchao", "anhyeuem", "thanhpho",
    "laodong", "camera", "quantri", "canbo", "phuong", "huyen", "thanhtri", "hadong",
)  # fmt: skip

# The defaults of argon2-cffi are argon2id with 64 MiB: RFC 9106 for machines short of memory.
HASHER = PasswordHasher()


def hash_password(password: str) -> str:
    return HASHER.hash(composed(password))


def hash_of_nothing() -> str:
    """A hash for whoever has no password yet: of bytes that nobody has seen."""
    return HASHER.hash(secrets.token_bytes(32))


def checked(password: str, *, user_name: str = "") -> str:
    """The password, if it is one that may be chosen.

    Its length and how easily it is guessed decide, not which kinds of letters are in it
    (NIST SP 800-63B, 3.1.1.2).
    """
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
    if easily_guessed(password, user_name):
        raise InvalidError(
            _(
                "This password is easily guessed. Take several words that do not belong together, "
                "and none of your name or your work."
            )
        )
    return password


def easily_guessed(password: str, user_name: str = "") -> bool:
    """Whether it is among the common ones, or little more than one of them."""
    plain = composed(password)[:JUDGED_LENGTH]
    found = zxcvbn(plain, user_inputs=[*LOCAL_WORDS, *([user_name] if user_name else [])])
    return int(found["score"]) < LEAST_SCORE


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
