"""The secret key in a backup, on request only, and encrypted under a passphrase."""

import base64
import json
import secrets
import zipfile
from dataclasses import dataclass

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt
from flask_babel import gettext as _

from geo_app.backup.archive import SECRET_KEY, NotABackupError
from geo_app.errors import InvalidError

# About 128 MB and a third of a second for each guess: OWASP's first choice for scrypt.
N, R, P = 2**17, 8, 1
SALT_BYTES = 16
SHORTEST_PASSPHRASE = 12


class WrongPassphraseError(InvalidError):
    """The passphrase does not open the key in this backup."""


@dataclass(frozen=True)
class EncryptedKey:
    salt: str
    key: str

    def write(self, archive: zipfile.ZipFile) -> None:
        said = {"kdf": "scrypt", "n": N, "r": R, "p": P, "salt": self.salt, "key": self.key}
        archive.writestr(SECRET_KEY, json.dumps(said))


def encrypted(secret_key: str, passphrase: str) -> EncryptedKey:
    if len(passphrase) < SHORTEST_PASSPHRASE:
        raise InvalidError(
            _(
                "The passphrase is too short: at least %(least)s characters.",
                least=SHORTEST_PASSPHRASE,
            )
        )
    salt = secrets.token_bytes(SALT_BYTES)
    token = Fernet(derived(passphrase, salt, N, R, P)).encrypt(secret_key.encode())
    return EncryptedKey(base64.b64encode(salt).decode(), token.decode())


def read(archive: zipfile.ZipFile, passphrase: str) -> str:
    """The secret key in a backup."""
    if SECRET_KEY not in archive.namelist():
        raise NotABackupError(_("There is no secret key in this backup."))
    said = json.loads(archive.read(SECRET_KEY))
    salt = base64.b64decode(said["salt"])
    try:
        fernet = Fernet(derived(passphrase, salt, said["n"], said["r"], said["p"]))
        return fernet.decrypt(said["key"].encode()).decode()
    except InvalidToken as error:
        raise WrongPassphraseError(_("The passphrase does not open the key.")) from error


def derived(passphrase: str, salt: bytes, n: int, r: int, p: int) -> bytes:
    kdf = Scrypt(salt=salt, length=32, n=n, r=r, p=p)
    return base64.urlsafe_b64encode(kdf.derive(passphrase.encode()))
