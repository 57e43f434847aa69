"""What a permission for the page does not decide alone: it depends on what is recorded there."""

import logging

from flask_login import current_user
from sqlalchemy.orm import Session

from geo_app.accounts import refusals
from geo_app.accounts.access import may
from geo_app.accounts.permissions import Action
from geo_app.accounts.scope import Scope
from geo_app.errors import HTTP_SENTENCES, ForbiddenError
from geo_app.logs import asked_path
from geo_app.register import queries
from geo_app.register.rules import NewEvent
from geo_app.register.vocabulary import ENDING_KINDS

log = logging.getLogger(__name__)


def refuse_ending_without_right(
    session: Session, code: str, new: NewEvent, *, scope: Scope
) -> None:
    """Ending whole entries and bringing them back is for those who keep the register.

    What is corrected is looked for in the hotspot's own history: of what another event is, a
    refusal says nothing.
    """
    kinds = {new.kind}
    if new.supersedes is not None:
        hotspot = queries.standing(session, code, scope=scope, ended=True).hotspot
        history = queries.history(session, hotspot)
        kinds |= {event.kind for event in history if event.entry_number == new.supersedes}
    if kinds & set(ENDING_KINDS) and not may(Action.END_HOTSPOT):
        log.warning("%s may not %s: %s", current_user.name, Action.END_HOTSPOT, asked_path())
        refusals.note_refusal({"wanted": str(Action.END_HOTSPOT)})
        raise ForbiddenError(HTTP_SENTENCES[403])
