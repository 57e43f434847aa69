"""What a check finds, and running all of them."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from flask import Flask, current_app
from flask_babel import lazy_gettext


class State(StrEnum):
    OK = "ok"
    UNSAFE = "unsafe"
    NOT_CHECKED = "not_checked"


STATE_NAMES: dict[State, Any] = {
    State.OK: lazy_gettext("ok"),
    State.UNSAFE: lazy_gettext("unsafe"),
    State.NOT_CHECKED: lazy_gettext("not checked"),
}


@dataclass(frozen=True)
class Finding:
    """One condition: what it is about, how it stands, and what to do or to know."""

    about: Any
    state: State
    sentence: Any

    @property
    def state_name(self) -> str:
        return str(STATE_NAMES[self.state])


@dataclass(frozen=True)
class Surroundings:
    """What a check looks at: the application and, where it is known, where it listens."""

    app: Flask
    listens_on: str | None = None


Check = Callable[[Surroundings], Finding]


def findings(listens_on: str | None = None) -> list[Finding]:
    """All findings of the current application; what is unsafe stands first."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001  # Flask's own way to it
    around = Surroundings(app, listens_on or app.extensions.get("listens_on"))
    found = [check(around) for check in app.extensions["safety_checks"]]
    return sorted(found, key=lambda finding: finding.state is not State.UNSAFE)


def ok(about: Any, sentence: Any) -> Finding:
    return Finding(about, State.OK, sentence)


def unsafe(about: Any, sentence: Any) -> Finding:
    return Finding(about, State.UNSAFE, sentence)


def not_checked(about: Any, sentence: Any) -> Finding:
    return Finding(about, State.NOT_CHECKED, sentence)
