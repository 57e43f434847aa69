"""Codes that people type once: readable aloud, too long to guess, kept as hashes."""

import hashlib
import secrets

from sqlalchemy import select
from sqlalchemy.orm import Session

from geo_app.accounts.credentials import OneTimeCode
from geo_app.accounts.models import User
from geo_app.db import now

# Without 0, 1, I and O, which look like each other on paper; 32 letters are 5 bits each.
ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
GROUP = 4
# 140 bits: enough that the hash of one, stolen, cannot be turned back without salt or delay.
GROUPS = 7
# Twice as long as one is: some type a space after each letter.
LONGEST = 80


def new_code(groups: int = GROUPS) -> str:
    """`K7Q2-MXR4-8TWA-HJ5N-W3PD-Z9CE-4GVB`: 20 bits a group."""
    letters = [secrets.choice(ALPHABET) for _ in range(groups * GROUP)]
    return "-".join("".join(letters[at : at + GROUP]) for at in range(0, len(letters), GROUP))


def hash_code(typed: str) -> str:
    """The hash of a code however it was typed: small letters, spaces, no hyphens."""
    letters = "".join(letter for letter in typed[:LONGEST].upper() if letter in ALPHABET)
    return hashlib.sha256(letters.encode()).hexdigest()


def void_codes(session: Session, user: User | None) -> None:
    """Make the open codes of a user worthless, or those for becoming the first administrator."""
    same = OneTimeCode.user_id.is_(None) if user is None else OneTimeCode.user_id == user.id
    for code in session.scalars(select(OneTimeCode).where(same, OneTimeCode.used_at.is_(None))):
        code.used_at = now()
