"""The log: one line per event on standard error, the detail that pages leave out."""

import logging

from flask import Flask


def init_app(app: Flask) -> None:
    logger = logging.getLogger("geo_app")
    logger.setLevel(app.config["LOG_LEVEL"])
    if not logger.handlers:
        handler = logging.StreamHandler()
        handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
        logger.addHandler(handler)
