"""The forms on the page of one hotspot: each sends an event, of one kind or another."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Self

from flask_babel import gettext as _

from geo_app.errors import InvalidError
from geo_app.register.forms import EventForm
from geo_app.register.models import Event
from geo_app.register.rules import FIELDS, REFERENCES, NewEvent
from geo_app.register.vocabulary import ENDING_KINDS

COPIED = ("level", "clearance", "basis", "note", "handed_over_by", "handed_over_to")


@dataclass(frozen=True)
class HotspotForm(EventForm):
    @classmethod
    def sent(cls, form: Mapping[str, str]) -> Self:
        typed = super().sent(form)
        more = {name: form.get(name, "").strip() for name in (*REFERENCES, "confirmed")}
        return cls({**typed.values, **more}, typed.version, typed.last_seen)

    @classmethod
    def correcting(cls, event: Event) -> Self:
        """The form of the event as it was recorded, to be sent with what is wrong put right."""
        values = {name: getattr(event, name) or "" for name in COPIED}
        return cls(
            {**values, "effective_on": as_typed(event), "supersedes": str(event.entry_number)}
        )

    @classmethod
    def taking_back(cls, event: Event) -> Self:
        return cls({"kind": "retraction", "supersedes": str(event.entry_number)})

    @property
    def kind(self) -> str:
        return self.value("kind") or "state"

    @property
    def typed(self) -> bool:
        """Whether it holds something that would be lost if it were not shown."""
        return any(self.value(name) for name in FIELDS)

    def concerns(self, event: Event | None) -> bool:
        """Whether it corrects this event or takes it back."""
        return event is not None and self.value("supersedes") == str(event.entry_number)

    def event(self, today: date, *, may_restate: bool = False) -> NewEvent:
        """The event that was typed; a hotspot is ended only by somebody who says so twice."""
        unsure = self.kind in ENDING_KINDS and not self.value("confirmed")
        if not unsure:
            return super().event(today, may_restate=may_restate)
        errors = {"confirmed": _("Tick this as well: it shows that you mean this hotspot.")}
        try:
            super().event(today)
        except InvalidError as error:
            errors = {**error.errors, **errors}
        raise InvalidError(_("Nothing was saved. Correct what is marked."), errors=errors)


def as_typed(event: Event) -> str:
    """The date of an event as people write it: 17/6/2024, 6/2024 or 2024."""
    start = event.effective_from
    parts = {"day": (start.day, start.month), "month": (start.month,), "year": ()}
    return "/".join(str(part) for part in (*parts[event.effective_precision], start.year))
