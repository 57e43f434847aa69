"""Who was let in and loses the right before the write, or the sign-in, has come to its turn."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from geo_app.accounts import audit, own_actions, signing_in, user_actions, welcome
from geo_app.accounts.credentials import UserSession
from geo_app.accounts.models import User
from geo_app.accounts.signing_in import SignInRefusedError
from geo_app.accounts.still_allowed import NotAllowedNowError
from geo_app.db import session
from geo_app.errors import InvalidError
from geo_app.indicators import actions as indicator_actions
from geo_app.indicators import queries as indicator_queries
from geo_app.indicators.rules import NewResult
from geo_app.inspections import actions as inspection_actions
from geo_app.inspections.rules import new_inspection
from geo_app.register import actions
from geo_app.register.models import Event
from geo_app.register.rules import new_event
from tests.accounts.asked import FIGURES
from tests.accounts.people import code_now, entries_of, user_with_factor
from tests.factories import PASSWORD, database_of, entry_number, make_event, make_user

pytestmark = pytest.mark.both_databases

CODE, DISTRICT = "PL2-I-1", "020"
TODAY = date(2024, 6, 17)
# May follow itself.
AGAIN = {"effective_on": "2024-05", "level": "active", "basis": "BB 1"}
CHOSEN = "bốn cái ghế xanh"


def switched_off(app: Flask, user: User) -> None:
    user_actions.set_active(database_of(app), user, active=False)


def made_a_viewer(app: Flask, user: User) -> None:
    rights(app, user, "viewer", [DISTRICT])


def moved_away(app: Flask, user: User) -> None:
    rights(app, user, user.role, ["268"])


def rights(app: Flask, user: User, role: str, scope: list[str]) -> None:
    user_actions.change_rights(
        database_of(app), user.id, role=role, scope=scope, seen=None, actor=audit.SYSTEM
    )


def record_event(app: Flask, actor: audit.Actor) -> None:
    new = new_event(AGAIN, today=TODAY)
    actions.record_event(
        database_of(app), CODE, new, actor=actor, scope=frozenset({DISTRICT}), version=None
    )


def confirm_place(app: Flask, actor: audit.Actor) -> None:
    actions.confirm_place(
        database_of(app), CODE, actor=actor, scope=frozenset({DISTRICT}), version=None
    )


def record_inspection(app: Flask, actor: audit.Actor) -> None:
    new = new_inspection(FIGURES, today=TODAY)
    inspection_actions.record_inspection(
        database_of(app), CODE, new, actor=actor, scope=frozenset({DISTRICT})
    )


def report(app: Flask, actor: audit.Actor) -> None:
    indicator = indicator_queries.indicator(session(), "3.1")
    new = NewResult(DISTRICT, "2024", Decimal(5), None, "submitted", basis="BC 1", note=None)
    indicator_actions.record_result(database_of(app), indicator, new, actor=actor)


@pytest.mark.parametrize("lose", [switched_off, made_a_viewer, moved_away])
@pytest.mark.parametrize("write", [record_event, confirm_place, record_inspection, report])
def test_a_right_lost_while_standing_in_line_is_lost(
    app: Flask, lose: Callable[..., None], write: Callable[..., None]
) -> None:
    user = make_user(app, name="hoa", role="dolisa", scope=(DISTRICT,))
    with app.test_request_context():
        write(app, audit.actor_of(user))
        before = rows_by(user)
        lose(app, user)
        with pytest.raises(NotAllowedNowError):
            write(app, audit.actor_of(user))
        assert rows_by(user) == before


def rows_by(user: User) -> int:
    statement = select(func.count()).select_from(audit.AuditEntry)
    return session().scalar(statement.where(audit.AuditEntry.actor_name == user.name)) or 0


def test_who_may_not_end_hotspots_does_not_bring_back_one_that_ends_meanwhile(
    app: Flask, api_client: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The number of the withdrawal can be guessed before there is one."""
    ended = make_event(app, CODE, kind="withdrawal", level=None, clearance=None, reason="Nhầm")
    monkeypatch.setattr("geo_app.api.views.refuse_ending_without_right", lambda *_, **__: None)
    back = {"kind": "retraction", "supersedes": entry_number(app, ended), "reason": "x"}
    path = f"/api/v1/hotspots/{CODE}/events"

    assert api_client("police").post(path, json=back).status_code == 403
    (entry,) = entries_of(app, "access.refused")
    assert entry.after["wanted"] == "end_hotspot"
    with app.app_context():
        assert session().scalar(select(Event.id).where(Event.supersedes_id == ended.id)) is None
    assert api_client("dolisa").post(path, json=back).status_code == 201


class TestAPasswordThatWasChangedOpensNothing:
    def test_not_a_session(self, app: Flask) -> None:
        make_user(app, name="hoa")
        with app.test_request_context():
            proved = signing_in.check_password(database_of(app), "hoa", PASSWORD)
            own_actions.change_password(database_of(app), proved, PASSWORD, CHOSEN)
            with pytest.raises(SignInRefusedError):
                signing_in.begin_session(database_of(app), proved)
            assert session().scalar(select(func.count()).select_from(UserSession)) == 0

    def test_not_the_account_of_somebody_who_was_switched_off(self, app: Flask) -> None:
        make_user(app, name="hoa")
        with app.test_request_context():
            proved = signing_in.check_password(database_of(app), "hoa", PASSWORD)
            switched_off(app, proved)
            with pytest.raises(SignInRefusedError):
                signing_in.begin_session(database_of(app), proved)

    def test_not_the_second_step(self, app: Flask) -> None:
        user, secret, _codes = user_with_factor(app, name="hoa")
        client: Any = app.test_client()
        assert client.sign_in("hoa").location == "/login/code"
        token = client.csrf_token("/login/code")
        with app.app_context():
            code = welcome.code_for(database_of(app), user.name)
            welcome.choose_password(database_of(app), user.name, code, CHOSEN)
        sent = {"code": code_now(secret), "csrf_token": token}
        assert client.post("/login/code", data=sent).location == "/login"
        assert client.get("/account").status_code == 302

    def test_and_is_not_changed_once_more(
        self, app: Flask, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        user = make_user(app, name="hoa")
        check = signing_in.check_password

        def overtaken(database: Any, name: str, password: str) -> User:
            proved = check(database, name, password)
            code = welcome.code_for(database, name)
            welcome.choose_password(database, name, code, CHOSEN)
            return proved

        monkeypatch.setattr(signing_in, "check_password", overtaken)
        with app.test_request_context():
            with pytest.raises(InvalidError):
                own_actions.change_password(database_of(app), user, PASSWORD, "ba cái bàn gỗ cũ")
            assert check(database_of(app), "hoa", CHOSEN).name == "hoa"


@pytest.mark.parametrize("void", ["changed", "switched off and on"])
def test_a_code_that_was_not_used_is_worth_nothing_after(app: Flask, void: str) -> None:
    user = make_user(app, name="hoa")
    with app.test_request_context():
        database = database_of(app)
        code = welcome.code_for(database, "hoa")
        if void == "changed":
            own_actions.change_password(database, user, PASSWORD, CHOSEN)
        else:
            switched_off(app, user)
            user_actions.set_active(database, user, active=True)
        with pytest.raises(InvalidError):
            welcome.choose_password(database, "hoa", code, "ba cái bàn gỗ cũ")
