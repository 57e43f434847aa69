from flask import Flask


def init_app(app: Flask) -> None:
    # Models are imported without views.
    from geo_app.register import views_bulk, views_new  # noqa: F401, PLC0415 (they add their routes)
    from geo_app.register.views import blueprint  # noqa: PLC0415 (see above)

    app.register_blueprint(blueprint)
