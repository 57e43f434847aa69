from flask import Flask


def init_app(app: Flask) -> None:
    from geo_app.inspections.pages import entries_of  # noqa: PLC0415 (models are imported without pages)
    from geo_app.inspections.views import blueprint  # noqa: PLC0415 (as above)
    from geo_app.inspections.vocabulary import TEAM_NAMES  # noqa: PLC0415 (as above)

    app.register_blueprint(blueprint)
    # For the section on the page of a hotspot, which another room renders.
    app.jinja_env.globals.update(inspections_of=entries_of, TEAM_NAMES=TEAM_NAMES)
