"""Runs the migrations on the connection which the service hands over."""

from alembic import context

from geo_app import limit_counts
from geo_app.accounts import models as accounts_models
from geo_app.api import models as api_models
from geo_app.db import Base
from geo_app.indicators import models as indicators_models
from geo_app.inspections import models as inspections_models
from geo_app.register import models as register_models

# Imported so that the metadata knows every table when a new migration is drafted.
TABLES_OF = (
    accounts_models,
    api_models,
    indicators_models,
    inspections_models,
    limit_counts,
    register_models,
)

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
)
context.run_migrations()
