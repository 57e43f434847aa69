"""The second factor: codes by time from an app on the telephone (TOTP, RFC 6238)."""

from datetime import datetime

import pyotp
import segno

from geo_app.accounts.models import User
from geo_app.secrets_box import box

DIGITS = 6
STEP_SECONDS = 30
# A telephone's clock may be half a minute off, and a person types for as long.
STEPS_OFF = 1
ISSUER = "Hotspots 46/KH-UBND"
RECOVERY_CODES = 10


def new_secret() -> str:
    """160 bits in base 32, as RFC 4226 recommends and every app takes."""
    return str(pyotp.random_base32())


def address_for_app(secret: str, user_name: str) -> str:
    return str(pyotp.TOTP(secret).provisioning_uri(name=user_name, issuer_name=ISSUER))


def picture(secret: str, user_name: str) -> str:
    """The square code that an app photographs, as an address with the picture in it."""
    code = segno.make(address_for_app(secret, user_name), error="m")
    return str(code.svg_data_uri(scale=5, border=3, dark="#000", light="#fff"))


def in_groups(secret: str) -> str:
    """The secret as a person types it who cannot photograph it."""
    return " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))


def step_of(secret: str, typed: str, now: datetime, *, after: int | None = None) -> int | None:
    """The time step whose code was typed; None if it is wrong or was taken before."""
    code = "".join(letter for letter in typed if letter.isdecimal())
    if len(code) != DIGITS or not code.isascii():
        return None
    generator = pyotp.TOTP(secret)
    present = int(now.timestamp()) // STEP_SECONDS
    for step in range(present - STEPS_OFF, present + STEPS_OFF + 1):
        # `strictly later` is what keeps a code that somebody looked at from being used again.
        fresh = after is None or step > after
        if pyotp.utils.strings_equal(generator.generate_otp(step), code) and fresh:
            return step
    return None


def secret_of(user: User) -> str:
    """The secret which a user enrolled."""
    return box().decrypt(user.factor_secret or "")
