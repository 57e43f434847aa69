"""The log: one line per event on standard error, the detail that pages leave out."""

import logging

from flask import Flask

from geo_app.secrets_in_logs import HideSecrets, literals_of

FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"
# One for the process: a handler outlives the application that made it.
HIDE_SECRETS = HideSecrets()


def init_app(app: Flask) -> None:
    HIDE_SECRETS.literals |= HideSecrets(literals_of(app.config)).literals
    logger = logging.getLogger("geo_app")
    logger.setLevel(app.config["LOG_LEVEL"])
    if not logger.handlers:
        logger.addHandler(prepared(logging.StreamHandler()))
    # What the libraries log goes here when nobody has set up the root of all loggers.
    if logging.lastResort is not None:
        logging.lastResort.addFilter(HIDE_SECRETS)


def prepared(handler: logging.Handler) -> logging.Handler:
    """A handler that writes in our form and no secrets."""
    handler.setFormatter(logging.Formatter(FORMAT))
    handler.addFilter(HIDE_SECRETS)
    return handler
