"""The ledger: what was written, chained so that a change behind the application is found.

`geo_app/chain.py` chains the rows of each table. Here stands what reaches over the tables: the
journal of transactions, the guards of the database, the anchors outside it, and the clock.
"""

from flask import Flask


def init_app(app: Flask) -> None:
    # It listens for commits. At the top, it would import the models that import this package.
    from geo_app.ledger import anchors  # noqa: F401, PLC0415  (as said)

    app.extensions["database"].anchors = app.config["ANCHORS"]
