from apiflask import APIFlask

from geo_app.api.openapi import CONFIGURATION, only_this_interface


def init_app(app: APIFlask) -> None:
    # They add their routes.
    from geo_app.api import views, views_attention, views_places  # noqa: F401, PLC0415 (see above)
    from geo_app.api.blueprint import blueprint  # noqa: PLC0415 (models are imported without views)

    app.config.update(CONFIGURATION)
    app.spec_processor(only_this_interface)
    app.register_blueprint(blueprint)
    # The description, once somebody has asked for it.
    app.extensions["api"] = {}
