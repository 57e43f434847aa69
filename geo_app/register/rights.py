"""What a permission for the page does not decide alone: it depends on what is recorded there."""

from sqlalchemy.orm import Session

from geo_app.accounts.access import may
from geo_app.accounts.permissions import Action
from geo_app.errors import HTTP_SENTENCES, ForbiddenError
from geo_app.register.models import Event
from geo_app.register.rules import NewEvent
from geo_app.register.vocabulary import ENDING_KINDS


def refuse_ending_without_right(session: Session, new: NewEvent) -> None:
    """Ending whole entries and bringing them back is for those who keep the register."""
    corrected = session.get(Event, new.supersedes) if new.supersedes else None
    kinds = {new.kind, corrected.kind if corrected else None}
    if kinds & set(ENDING_KINDS) and not may(Action.END_HOTSPOT):
        raise ForbiddenError(HTTP_SENTENCES[403])
