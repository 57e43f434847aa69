"""What has changed in the register, one sentence each, without the name of the hotspot."""

from flask_babel import gettext as _
from markupsafe import Markup

from geo_app.accounts.scope import Scope
from geo_app.i18n import show_partial_date, vietnamese, with_marked
from geo_app.register.changes import Added, Changed, Gone, Turn
from geo_app.register.models import Event
from geo_app.register.queries import Standing, target_of
from geo_app.register.vocabulary import CLEARANCE_NAMES, LEVEL_NAMES


def sentences(change: Changed | Added | Gone, scope: Scope) -> list[str]:
    if isinstance(change, Changed):
        return [turn_in_words(turn) for turn in change.turns]
    if isinstance(change, Added):
        return [added_in_words(change)]
    return [gone_in_words(change, scope)]


def turn_in_words(turn: Turn) -> str:
    if turn.axis == "clearance":
        sentence = _(
            "clearance from %(before)s to %(after)s",
            before=CLEARANCE_NAMES[turn.before],
            after=CLEARANCE_NAMES[turn.after],
        )
    else:
        sentence = _(
            "level from %(before)s to %(after)s",
            before=LEVEL_NAMES[turn.before],
            after=LEVEL_NAMES[turn.after],
        )
    return with_reason(sentence, turn.cause)


def added_in_words(added: Added) -> str:
    state = state_in_words(added.standing)
    if added.returned:
        return with_reason(_("stands in the register again: %(state)s", state=state), added.cause)
    if added.standing.hotspot.source_appendix is None:
        return with_reason(_("new hotspot: %(state)s", state=state), added.cause)
    return with_reason(_("entered in the register: %(state)s", state=state), added.cause)


def gone_in_words(gone: Gone, scope: Scope) -> str:
    ending = gone.ending
    if ending is None:
        return _("does not stand in the register yet on the second day")
    if ending.kind == "withdrawal":
        return with_reason(_("withdrawn from the register"), ending)
    into = target_of(ending, scope)
    if into is None:
        return with_reason(_("merged into another hotspot"), ending)
    name = vietnamese(f"{into.name} ({into.code})")
    return with_reason(with_marked(_("merged into %(name)s"), name=name), ending)


def state_in_words(standing: Standing) -> str:
    return f"{CLEARANCE_NAMES[standing.clearance]}, {LEVEL_NAMES[standing.level]}"


def with_reason(sentence: str, cause: Event | None) -> str:
    said = reasons(cause) if cause else []
    return Markup("{} ({})").format(sentence, Markup(", ").join(said)) if said else sentence


def reasons(cause: Event) -> list[str]:
    """When an entry was true, on what it rests, and why it took the place of another."""
    said = []
    if cause.kind == "state":
        said.append(show_partial_date(cause.effective_from, cause.effective_precision))
        if cause.supersedes_id is not None:
            said.append(_("correction"))
    elif cause.kind == "retraction":
        said.append(_("an entry was taken back"))
    return [*said, *(vietnamese(text) for text in (cause.basis, cause.reason) if text)]
