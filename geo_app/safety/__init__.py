"""How safely this installation is set up, for the operator: a command and a page.

A check is a function in `checks.CHECKS`.
"""

from flask import Flask

from geo_app.safety.findings import Finding, State, findings

__all__ = ["Finding", "State", "findings", "init_app"]


def init_app(app: Flask) -> None:
    from geo_app.safety.checks import CHECKS  # noqa: PLC0415  # they import the models
    from geo_app.safety.views import blueprint  # noqa: PLC0415  # as above

    app.extensions["safety_checks"] = list(CHECKS)
    app.register_blueprint(blueprint)
