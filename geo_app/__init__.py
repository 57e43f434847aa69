"""The hotspots service: `create_app` and nothing else."""

from collections.abc import Mapping
from typing import Any

from apiflask import APIFlask


def create_app(config: Mapping[str, Any] | None = None) -> APIFlask:
    """The application for one database; `config` overrides settings by their short names."""
    # At the top these would import each other: every room imports this package first.
    from geo_app import (  # noqa: PLC0415 (see above)
        accounts,
        addresses,
        api,
        attention,
        audit,
        bodies,
        comparison,
        db,
        desk,
        districts,
        errors,
        exports,
        i18n,
        indicators,
        inspections,
        ledger,
        limits,
        logs,
        mapping,
        production,
        proxies,
        register,
        safety,
        static_files,
        web,
    )
    from geo_app.config import flask_config, instance_folder  # noqa: PLC0415 (see above)

    instance = instance_folder(config)
    app = APIFlask(
        "geo_app",
        title="Hotspots of plan 46/KH-UBND",
        version="1",
        spec_path=None,
        docs_path=None,
        json_errors=False,
        instance_path=str(instance),
        static_folder="static",
        template_folder="templates",
    )
    app.config.update(flask_config(instance, config))
    # In this order a body is looked at before the form in it, and both before the database.
    frame = (
        addresses,
        production,
        logs,
        proxies,
        db,
        ledger,
        i18n,
        errors,
        bodies,
        accounts,
        web,
        static_files,
    )
    rooms = (
        desk,
        attention,
        comparison,
        register,
        districts,
        inspections,
        indicators,
        mapping,
        exports,
        api,
        audit,
        safety,
    )
    for part in (*frame, *rooms, limits):
        part.init_app(app)
    return app
