from flask import Flask


def init_app(app: Flask) -> None:
    from geo_app.attention.views import blueprint  # noqa: PLC0415 (models are imported without views)

    app.register_blueprint(blueprint)
