"""Bearer tokens: shown once, kept as a hash.

A token is 32 random bytes, so a plain SHA-256 is enough: there is nothing to guess.
"""

import hashlib
import secrets

from flask import Request

PREFIX = "hs_"
SECRET_BYTES = 32


def new_secret() -> str:
    return PREFIX + secrets.token_urlsafe(SECRET_BYTES)


def hash_secret(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def claimed(request: Request) -> bool:
    """Whether the request speaks for itself, as a program does, and not by a session."""
    return "Authorization" in request.headers


def presented(request: Request) -> str | None:
    """The token that the request carries, if it has the form of one."""
    scheme, _, secret = request.headers.get("Authorization", "").partition(" ")
    secret = secret.strip()
    if scheme.lower() != "bearer" or not secret.startswith(PREFIX):
        return None
    return secret
