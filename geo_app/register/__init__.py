from flask import Flask


def init_app(app: Flask) -> None:
    # Models are imported without views.
    from geo_app.register import views_corrections  # noqa: F401, PLC0415 (it adds its routes)
    from geo_app.register.views import blueprint  # noqa: PLC0415 (see above)

    app.register_blueprint(blueprint)
