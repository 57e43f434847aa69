"""What a writer is told once an event is saved."""

from flask import url_for
from flask_babel import gettext as _
from markupsafe import Markup

from geo_app.register.models import Event


def saved_message(event: Event, code: str) -> str | Markup:
    """One sentence; after a new entry with the link that takes it back."""
    if event.kind == "withdrawal":
        return _("Withdrawn. It stands in no list and on no map any more.")
    if event.kind == "merge":
        return _("Merged. It stands in no list and on no map any more; the other one does.")
    if event.kind == "retraction":
        return _("Taken back. The timeline keeps what was there, struck through.")
    if event.supersedes_id:
        return _("Corrected. The timeline keeps the old entry, struck through.")
    back = url_for("register.take_back", code=code, number=event.entry_number, _anchor="record")
    return Markup('{} <a href="{}" id="take-it-back">{}</a>').format(
        _("Saved. The map and the tables show it now."), back, _("Take it back")
    )
