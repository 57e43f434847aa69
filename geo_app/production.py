"""What a production start must have; without it, the service does not start at all."""

from flask import Flask

from geo_app.config import SettingError

SHORTEST_KEY = 32
# Words that stand in keys of examples; one made at random holds none of them.
KNOWN_WORDS = (
    "changeme",
    "change-me",
    "change_me",
    "change this",
    "default",
    "development",
    "example",
    "for tests",
    "hotspots",
    "insecure",
    "password",
    "secret",
    "your-key",
)
HOW_TO_MAKE = (
    "make one with: python -c 'import secrets; print(secrets.token_hex(32))'; see docs/operation.md"
)


def weakness_of(key: str) -> str | None:
    """Why a secret key is not to be relied on, in a few words; None for a good one."""
    if not key:
        return "is missing"
    if any(word in key.lower() for word in KNOWN_WORDS):
        return "is one from an example"
    if len(key) < SHORTEST_KEY or len(set(key)) < SHORTEST_KEY // 4:
        return f"is too short or too simple: it needs {SHORTEST_KEY} characters made at random"
    return None


def init_app(app: Flask) -> None:
    if app.config["PRODUCTION"]:
        refuse_unsafe(app)


def refuse_unsafe(app: Flask) -> None:
    weak = weakness_of(app.config["SECRET_KEY"])
    if weak:
        raise SettingError(
            f"HOTSPOTS_PRODUCTION=1 needs a HOTSPOTS_SECRET_KEY, and it {weak}; {HOW_TO_MAKE}"
        )
    for key in app.config["SECRET_KEY_FALLBACKS"]:
        weak = weakness_of(key)
        if weak:
            raise SettingError(
                "HOTSPOTS_PRODUCTION=1 takes no weak key in HOTSPOTS_SECRET_KEY_OLD: "
                f"one of them {weak}; take it out"
            )
    if not app.config["HTTPS"]:
        raise SettingError(
            "HOTSPOTS_PRODUCTION=1 needs HTTPS: put a reverse proxy in front and set "
            "HOTSPOTS_HTTPS=1; see docs/operation.md"
        )
    if app.debug:
        raise SettingError("HOTSPOTS_PRODUCTION=1 does not go with debugging: unset FLASK_DEBUG")
