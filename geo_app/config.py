"""The settings: one table from which the configuration, its help and its documentation come."""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from geo_app import private_files

PREFIX = "HOTSPOTS_"
# Python refuses to read numbers of thousands of digits with an error of its own.
MAX_DIGITS = 9
SECRET_KEY_FILE = "secret_key"  # noqa: S105  # the name of a file
LARGEST_REQUEST_BYTES = 2 * 1024 * 1024
# Updating 500 hotspots at once sends a handful of fields for each.
MOST_FORM_FIELDS = 4000
STORAGES = ("memory", "database")
SWITCHES = ("HTTPS", "PRODUCTION", "RATE_LIMITS")


@dataclass(frozen=True)
class Setting:
    name: str
    default: str | None
    help: str
    # The least and the greatest whole number it takes; None for a setting that is a text.
    between: tuple[int, int] | None = None


SETTINGS = (
    Setting(
        "HOTSPOTS_DATABASE_URL",
        None,
        "Where the register is kept, as an SQLAlchemy URL. Default: the file hotspots.sqlite "
        "in the instance folder. For PostgreSQL with PostGIS: postgresql+psycopg://…",
    ),
    Setting(
        "HOTSPOTS_INSTANCE",
        None,
        "The instance folder: database file, secret key, log. Default: instance/ in the "
        "checkout, or in the folder where the installed command is run.",
    ),
    Setting(
        "HOTSPOTS_ANCHORS",
        None,
        "The file to which the last hash of the ledger is appended after each write, best on "
        "another machine. Default: anchors.txt in the instance folder.",
    ),
    Setting(
        "HOTSPOTS_SECRET_KEY",
        None,
        "Signs sessions and forms. Made on first start and kept in the instance folder if unset.",
    ),
    Setting(
        "HOTSPOTS_SECRET_KEY_OLD",
        None,
        "Earlier secret keys, separated by commas: what they signed or encrypted stays readable.",
    ),
    Setting(
        "HOTSPOTS_HTTPS",
        "0",
        "1 when people reach the service over HTTPS: cookies are then sent over HTTPS only.",
    ),
    Setting(
        "HOTSPOTS_PRODUCTION",
        "0",
        "1 refuses to start with a missing or weak secret key, without HTTPS or with debugging.",
    ),
    Setting(
        "HOTSPOTS_TRUSTED_PROXIES",
        None,
        "Addresses or networks of the reverse proxies, separated by commas: only from these are "
        "X-Forwarded-For, -Proto and -Host believed. None by default.",
    ),
    Setting(
        "HOTSPOTS_HOSTS",
        None,
        "Names under which the service is reached, separated by commas; requests for another are "
        "refused. Any name by default.",
    ),
    Setting(
        "HOTSPOTS_RATE_LIMITS",
        "1",
        "0 switches off the limits on signing in, finding places and drawing.",
    ),
    Setting(
        "HOTSPOTS_RATE_LIMIT_STORAGE",
        "memory",
        "Where these limits are counted: memory, or database when several processes serve one "
        "register.",
    ),
    Setting(
        "HOTSPOTS_TILE_URL",
        None,
        "A tile server for a background map, as https://…/{z}/{x}/{y}.png. None by default: "
        "the map then needs no network and no request leaves the host.",
    ),
    Setting(
        "HOTSPOTS_TILE_ATTRIBUTION",
        None,
        "The attribution which the owner of the tile server asks for; needed with a tile URL.",
    ),
    Setting(
        "HOTSPOTS_IDLE_MINUTES",
        "60",
        "A session ends after this many minutes without use.",
        between=(1, 1440),
    ),
    Setting(
        "HOTSPOTS_SESSION_HOURS",
        "12",
        "A session ends after this many hours, used or not.",
        between=(1, 168),
    ),
    Setting(
        "HOTSPOTS_SECOND_FACTOR_ROLES",
        "",
        "Roles that must use a second factor, as admin,dolisa. None by default; everybody may.",
    ),
    Setting(
        "HOTSPOTS_TOKEN_DAYS",
        "365",
        "The longest life of an API token, in days.",
        between=(1, 3650),
    ),
    Setting("HOTSPOTS_LOG_LEVEL", "INFO", "How much the log says: DEBUG, INFO, WARNING or ERROR."),
    Setting(
        "HOTSPOTS_CHECK_MONTHS",
        "6",
        "A cleared hotspot needs attention when its last check is more months ago than this.",
        between=(1, 120),
    ),
    Setting(
        "HOTSPOTS_BORDER_METRES",
        "300",
        "A hotspot lies in a border zone when it is closer to another district than this.",
        between=(1, 10_000),
    ),
)


class SettingError(ValueError):
    """A setting is not usable; the message says which one and what it takes."""


def settings_from(environ: Mapping[str, str]) -> dict[str, str | None]:
    """Every setting by its short name (without the prefix), from environment or default."""
    known = {setting.name for setting in SETTINGS}
    unknown = sorted(name for name in environ if name.startswith(PREFIX) and name not in known)
    unknown = [name for name in unknown if not name.startswith("HOTSPOTS_TEST_")]
    if unknown:
        raise SettingError(f"unknown setting {', '.join(unknown)}; see docs/settings.md")
    return {
        setting.name.removeprefix(PREFIX): environ.get(setting.name) or setting.default
        for setting in SETTINGS
    }


def flask_config(instance: Path, overrides: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """The application's configuration: settings, then what the caller overrides."""
    values: dict[str, Any] = {**settings_from(os.environ), **(overrides or {})}
    values |= whole_numbers(values)
    if values["TILE_URL"] and not values["TILE_ATTRIBUTION"]:
        raise SettingError("HOTSPOTS_TILE_URL needs HOTSPOTS_TILE_ATTRIBUTION beside it")
    values["SECOND_FACTOR_ROLES"] = roles_from(values["SECOND_FACTOR_ROLES"])
    values |= switches(values)
    if values["RATE_LIMIT_STORAGE"] not in STORAGES:
        raise SettingError(f"HOTSPOTS_RATE_LIMIT_STORAGE takes {' or '.join(STORAGES)}")
    if values["DATABASE_URL"]:
        refuse_unreadable(values["DATABASE_URL"])
    over_https = values["HTTPS"]
    secret_key = values["SECRET_KEY"] or kept_secret_key(instance, make=not values["PRODUCTION"])
    earlier_keys = words_of(values["SECRET_KEY_OLD"])
    return {
        **values,
        "DATABASE_URL": values["DATABASE_URL"] or f"sqlite:///{instance / 'hotspots.sqlite'}",
        "ANCHORS": Path(values["ANCHORS"] or instance / "anchors.txt"),
        "SECRET_KEY": secret_key,
        "SECRET_KEY_FALLBACKS": earlier_keys,
        # Flask-WTF knows no earlier keys of its own; itsdangerous signs with the last of a list.
        "WTF_CSRF_SECRET_KEY": [*earlier_keys, secret_key],
        # Browsers take this prefix only with Secure, for the whole host and without Domain: no
        # other host and no page over plain HTTP can then plant a session.
        "SESSION_COOKIE_NAME": "__Host-session" if over_https else "session",
        "SESSION_COOKIE_PATH": "/",
        "SESSION_COOKIE_DOMAIN": None,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_SECURE": over_https,
        "REMEMBER_COOKIE_SECURE": over_https,
        "MAX_CONTENT_LENGTH": LARGEST_REQUEST_BYTES,
        "MAX_FORM_MEMORY_SIZE": 500_000,
        "MAX_FORM_PARTS": MOST_FORM_FIELDS,
        "TRUSTED_HOSTS": words_of(values["HOSTS"]) or None,
        "BABEL_DEFAULT_LOCALE": "vi",
        "BABEL_DEFAULT_TIMEZONE": "Asia/Ho_Chi_Minh",
        "BOOTSTRAP_SERVE_LOCAL": True,
        "WTF_CSRF_TIME_LIMIT": None,
    }


def whole_numbers(values: Mapping[str, Any]) -> dict[str, int]:
    """The settings that are whole numbers, as such."""
    found = {}
    for setting in SETTINGS:
        if setting.between is None:
            continue
        least, greatest = setting.between
        name = setting.name.removeprefix(PREFIX)
        text = str(values[name]).strip()
        number = int(text) if text.isascii() and text.isdecimal() and len(text) < MAX_DIGITS else -1
        if not least <= number <= greatest:
            raise SettingError(
                f"{setting.name} takes a whole number from {least} to {greatest}, not “{text[:40]}”"
            )
        found[name] = number
    return found


def roles_from(text: str | None) -> frozenset[str]:
    """The roles that a setting lists."""
    from geo_app.accounts.permissions import ROLES  # noqa: PLC0415 (it needs translations)

    named = frozenset(words_of(text))
    unknown = sorted(named - set(ROLES))
    if unknown:
        raise SettingError(
            f"HOTSPOTS_SECOND_FACTOR_ROLES names {', '.join(unknown)}; "
            f"the roles are {', '.join(ROLES)}"
        )
    return named


def refuse_unreadable(database_url: str) -> None:
    """Refuse what is no address before anything quotes it: there may be a password in it."""
    try:
        make_url(database_url)
    except (ArgumentError, ValueError):
        raise SettingError(
            "HOTSPOTS_DATABASE_URL cannot be read as an address; see docs/settings.md"
        ) from None


def switches(values: Mapping[str, Any]) -> dict[str, bool]:
    """The settings that are on or off, as such."""
    found = {}
    for name in SWITCHES:
        text = str(values[name]).strip()
        if text not in {"0", "1", "False", "True"}:
            raise SettingError(f"{PREFIX}{name} takes 0 or 1, not “{text[:40]}”")
        found[name] = text in {"1", "True"}
    return found


def words_of(text: Any) -> list[str]:
    """The parts of a setting that lists several, separated by commas."""
    return [part.strip() for part in str(text or "").split(",") if part.strip()]


def kept_secret_key(instance: Path, *, make: bool = True) -> str:
    """The key made on first start, readable by its owner only; empty if there is to be none."""
    path = instance / SECRET_KEY_FILE
    try:
        return path.read_text(encoding="ascii").strip()
    except FileNotFoundError:
        if not make:
            return ""
    key = secrets.token_hex(32)
    try:
        private_files.make_and_write(path, key)
    except FileExistsError:
        return path.read_text(encoding="ascii").strip()
    return key


def instance_folder(overrides: Mapping[str, Any] | None = None) -> Path:
    """Where this installation keeps its own files: beside a checkout, else where it is run."""
    chosen = (overrides or {}).get("INSTANCE") or os.environ.get("HOTSPOTS_INSTANCE")
    if chosen:
        return Path(chosen).resolve()
    checkout = Path(__file__).resolve().parent.parent
    home = checkout if (checkout / "pyproject.toml").exists() else Path.cwd()
    return home / "instance"
