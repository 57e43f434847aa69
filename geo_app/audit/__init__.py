"""The audit as administrators read it; what writes it is geo_app/accounts/audit.py."""

from flask import Flask


def init_app(app: Flask) -> None:
    from geo_app.audit.views import blueprint  # noqa: PLC0415 (models are imported without views)

    app.register_blueprint(blueprint)
