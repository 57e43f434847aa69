from apiflask import APIFlask

from geo_app.api.openapi import CONFIGURATION, only_this_interface


def init_app(app: APIFlask) -> None:
    from geo_app.api import (  # noqa: PLC0415 (they add their routes)
        views,  # noqa: F401 (as above)
        views_attention,  # noqa: F401 (as above)
        views_inspections,  # noqa: F401 (as above)
        views_new,  # noqa: F401 (as above)
        views_places,  # noqa: F401 (as above)
    )
    from geo_app.api.blueprint import blueprint  # noqa: PLC0415 (models are imported without views)

    app.config.update(CONFIGURATION)
    app.spec_processor(only_this_interface)
    app.register_blueprint(blueprint)
    # The description, once somebody has asked for it.
    app.extensions["api"] = {}
