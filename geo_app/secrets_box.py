"""Keeps secrets that must be read again encrypted, so that a stolen database or backup has none.

The keys are derived from `HOTSPOTS_SECRET_KEY` and the earlier ones that are still named: what was
encrypted under an earlier key can be read until that key is dropped.
"""

import base64
import logging
from collections.abc import Sequence

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from flask import current_app
from flask_babel import lazy_gettext

from geo_app.errors import UnavailableError

log = logging.getLogger(__name__)

# Names this use, so that no other key derived from the same secret is equal to this one.
PURPOSE = b"hotspots: secrets in the database, 1"


class UnreadableSecretError(UnavailableError):
    """None of the keys fits."""


class Box:
    """Encrypts with the first key, decrypts with whichever fits."""

    def __init__(self, keys: Sequence[str]) -> None:
        self.fernet = MultiFernet([Fernet(derived(key)) for key in keys])

    def encrypt(self, text: str) -> str:
        return self.fernet.encrypt(text.encode()).decode()

    def decrypt(self, kept: str) -> str:
        try:
            return self.fernet.decrypt(kept.encode()).decode()
        except InvalidToken as error:
            log.error("a secret was encrypted under a key that is not there any more")  # noqa: TRY400  # its traceback says nothing more
            raise UnreadableSecretError(
                lazy_gettext(
                    "The second factor cannot be read: the secret key of this service was "
                    "changed. The administrator must switch it off, or bring the old key back."
                )
            ) from error


def derived(key: str) -> bytes:
    hkdf = HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=PURPOSE)
    return base64.urlsafe_b64encode(hkdf.derive(key.encode()))


def box() -> Box:
    """The box of this application."""
    earlier = current_app.config.get("SECRET_KEY_FALLBACKS") or ()
    return Box([current_app.config["SECRET_KEY"], *earlier])
