from flask import Flask


def init_app(app: Flask) -> None:
    # Models are imported without views.
    from geo_app.register import (  # noqa: PLC0415 (they add their routes)
        views_bulk,  # noqa: F401 (as above)
        views_corrections,  # noqa: F401 (as above)
        views_new,  # noqa: F401 (as above)
    )
    from geo_app.register.views import blueprint  # noqa: PLC0415 (see above)

    app.register_blueprint(blueprint)
