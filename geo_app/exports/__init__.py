from flask import Flask

from geo_app.accounts.access import current_scope
from geo_app.db import session
from geo_app.exports import marks
from geo_app.register.reading import Reading


def init_app(app: Flask) -> None:
    from geo_app.exports.views import blueprint  # noqa: PLC0415 (models are imported without views)

    app.register_blueprint(blueprint)
    app.jinja_env.globals.update(printed_mark=printed_mark)


def printed_mark(reading: Reading) -> str:
    """What a page of the whole city prints as its mark; nothing for a reader of some districts."""
    if current_scope() is not None:
        return ""
    return marks.spaced(marks.journal_mark(session(), reading))
