"""The log: one line per event on standard error, the detail that pages leave out."""

import logging
import time

from flask import Flask, request

from geo_app.secrets_in_logs import HideSecrets, literals_of

FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"
# Of a path; an address may be as long as its caller likes.
LONGEST_PATH = 200
# One for the process: a handler outlives the application that made it.
HIDE_SECRETS = HideSecrets()


class InUtc(logging.Formatter):
    """Times that say their zone, whatever the clock of the machine is set to."""

    converter = staticmethod(time.gmtime)
    default_time_format = "%Y-%m-%dT%H:%M:%S"
    default_msec_format = "%s.%03dZ"


def init_app(app: Flask) -> None:
    HIDE_SECRETS.literals |= HideSecrets(literals_of(app.config)).literals
    logger = logging.getLogger("geo_app")
    logger.setLevel(app.config["LOG_LEVEL"])
    if not logger.handlers:
        logger.addHandler(prepared(logging.StreamHandler()))
    # What the libraries log goes here when nobody has set up the root of all loggers.
    if logging.lastResort is not None:
        logging.lastResort.addFilter(HIDE_SECRETS)


def asked_path() -> str:
    """The path of this request, as far as a log needs it."""
    path = request.path
    return path if len(path) <= LONGEST_PATH else f"{path[:LONGEST_PATH]}…"


def prepared(handler: logging.Handler) -> logging.Handler:
    """A handler that writes in our form and no secrets."""
    handler.setFormatter(InUtc(FORMAT))
    handler.addFilter(HIDE_SECRETS)
    return handler
