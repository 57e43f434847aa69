"""Who may do what: users, sessions, bearer tokens, and the decision on every request."""

from flask import Flask


def init_app(app: Flask) -> None:
    from geo_app.accounts import (  # noqa: PLC0415 (cost of import)
        access,
        sessions,
        views,
        views_own,
        views_users,
    )

    sessions.init_app(app)
    access.init_app(app)
    app.register_blueprint(views.blueprint)
    app.register_blueprint(views_own.blueprint)
    app.register_blueprint(views_users.blueprint)
