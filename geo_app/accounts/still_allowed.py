"""Asks once more, when it is a writer's turn, whether the user may still do it.

The request was let in before it stood in line. Since then an administrator may have switched the
account off, or taken away its role or a district; and what the write is about, say an event that
somebody else has just recorded, may need another right than the page.
"""

from sqlalchemy.orm import Session

from geo_app.accounts.audit import Actor
from geo_app.accounts.models import User
from geo_app.accounts.permissions import Action, allows
from geo_app.accounts.scope import Scope
from geo_app.errors import HTTP_SENTENCES, ForbiddenError

NO_DISTRICT: Scope = frozenset()


class NotAllowedNowError(ForbiddenError):
    """A right was missing when the writer's turn had come; nothing was saved."""

    def __init__(self, action: Action) -> None:
        super().__init__(HTTP_SENTENCES[403])
        self.action = action


def refuse_unless_allowed(
    session: Session, actor: Actor, action: Action, *, scope: Scope = NO_DISTRICT
) -> None:
    """Refuse what the user may not do as things stand in this transaction.

    `scope` is what the request works with. The command line has no user, and asks nobody.
    """
    if actor.user_id is None:
        return
    user = session.get(User, actor.user_id)
    if user is None or not user.active or not allows(user.role, action):
        raise NotAllowedNowError(action)
    if user.districts is not None and (scope is None or not scope <= user.districts):
        raise NotAllowedNowError(action)
