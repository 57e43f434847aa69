"""Role, districts and activity of a user: guarded, recorded, and true from the next request on."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from geo_app.accounts import audit, user_actions
from geo_app.accounts.models import User
from geo_app.accounts.still_allowed import NotAllowedNowError
from geo_app.accounts.user_actions import seen_as
from geo_app.db import session
from geo_app.errors import InvalidError, StaleError
from tests.accounts.people import entries_of, text_of
from tests.factories import database_of, make_token, make_user


@pytest.fixture
def admin(signed_in: Any) -> Any:
    return signed_in("admin", name="quantri")


def named(app: Flask, name: str) -> User:
    with app.app_context():
        return session().query(User).filter_by(name=name).one()


def change(admin: Any, user: User, role: str, *districts: str, **more: Any) -> Any:
    path = f"/accounts/{user.id}/rights"
    where = "districts" if districts else "city"
    fields = {"role": role, "where": where, "districts": list(districts), "seen": seen_as(user)}
    return admin.post_form(path, {**fields, **more})


def switch(admin: Any, user: User, what: str) -> Any:
    path = f"/accounts/{user.id}"
    return admin.post_form(f"{path}/{what}", {"seen": seen_as(user)}, page=path)


class TestRights:
    def test_they_change_with_before_and_after(self, app: Flask, admin: Any) -> None:
        user = make_user(app, name="hoa", role="police", scope=("001", "020"))
        assert change(admin, user, "district", "020", "009").status_code == 302

        found = named(app, "hoa")
        assert (found.role, found.districts) == ("district", {"020", "009"})
        (entry,) = entries_of(app, "user.change", "user/hoa")
        assert entry.before == {"role": "police", "scope": ["001", "020"]}
        assert entry.after == {"role": "district", "scope": ["009", "020"], "sessions_ended": 0}

    def test_the_whole_city_is_no_district(self, app: Flask, admin: Any) -> None:
        user = make_user(app, name="hoa", scope=("001",))
        change(admin, user, user.role, where="city", districts=["001"])
        assert named(app, "hoa").districts is None

    def test_the_next_session_has_the_new_rights(
        self, app: Flask, admin: Any, signed_in: Any
    ) -> None:
        client = signed_in("police", name="hoa")
        assert client.get("/hotspots/bulk").status_code == 200
        change(admin, named(app, "hoa"), "viewer")

        assert client.get("/hotspots/bulk").status_code == 302
        client.sign_in("hoa")
        assert client.get("/hotspots/bulk").status_code == 403

    def test_the_same_again_changes_nothing(self, app: Flask, admin: Any, signed_in: Any) -> None:
        client = signed_in("police", name="hoa", scope=("020",))
        assert change(admin, named(app, "hoa"), "police", "020").status_code == 302

        assert client.get("/account").status_code == 200
        assert entries_of(app, "user.change", "user/hoa") == []

    def test_what_another_administrator_changed_is_not_overwritten(
        self, app: Flask, admin: Any
    ) -> None:
        user = make_user(app, name="hoa", role="police", scope=("020",))
        assert change(admin, user, "viewer", "020").status_code == 302
        refused = change(admin, user, "dolisa")

        assert refused.status_code == 412
        assert 'id="trouble"' in text_of(refused)
        assert named(app, "hoa").role == "viewer"

    def test_a_form_without_what_was_seen_is_refused(self, app: Flask, admin: Any) -> None:
        user = make_user(app, name="hoa", role="police")
        assert change(admin, user, "viewer", seen="").status_code == 412

    @pytest.mark.parametrize("districts", [["999"], ["020", "x"], []])
    def test_districts_that_do_not_exist_are_refused(
        self, app: Flask, admin: Any, districts: list[str]
    ) -> None:
        user = make_user(app, name="hoa", role="police", scope=("020",))
        answer = change(admin, user, "police", where="districts", districts=districts)

        assert answer.status_code == 422
        assert named(app, "hoa").districts == {"020"}

    def test_a_district_committee_is_not_given_the_whole_city(self, app: Flask, admin: Any) -> None:
        user = make_user(app, name="hoa", role="district", scope=("020",))
        answer = change(admin, user, "district")

        assert answer.status_code == 422
        assert 'href="#where"' in text_of(answer)
        assert named(app, "hoa").districts == {"020"}

    def test_an_administrator_cannot_step_down_alone(self, app: Flask, admin: Any) -> None:
        make_user(app, name="another", role="admin")
        assert change(admin, named(app, "quantri"), "dolisa").status_code == 422
        assert named(app, "quantri").role == "admin"


class TestActivity:
    def test_an_inactive_user_is_out_at_once(self, app: Flask, admin: Any, signed_in: Any) -> None:
        client = signed_in("police", name="hoa")
        user = named(app, "hoa")
        program = {"Authorization": f"Bearer {make_token(app, user)}"}
        assert switch(admin, user, "deactivate").status_code == 302

        assert client.get("/account").status_code == 302
        assert client.sign_in("hoa").status_code == 422
        assert app.test_client().get("/api/v1/hotspots", headers=program).status_code == 401
        (entry,) = entries_of(app, "user.deactivate", "user/hoa")
        assert entry.before == {"active": True}
        assert entry.after == {"active": False, "sessions_ended": 1}

    def test_the_session_of_before_stays_ended(
        self, app: Flask, admin: Any, signed_in: Any
    ) -> None:
        client = signed_in("police", name="hoa")
        program = {"Authorization": f"Bearer {make_token(app, named(app, 'hoa'))}"}
        switch(admin, named(app, "hoa"), "deactivate")
        switch(admin, named(app, "hoa"), "activate")

        assert client.get("/account").status_code == 302
        assert client.sign_in("hoa").status_code == 302
        assert app.test_client().get("/api/v1/hotspots", headers=program).status_code == 200

    def test_a_stale_page_switches_nothing(self, app: Flask, admin: Any) -> None:
        user = make_user(app, name="hoa", role="police")
        change(admin, user, "viewer")
        assert switch(admin, user, "deactivate").status_code == 412
        assert named(app, "hoa").active

    def test_an_administrator_cannot_shut_the_door_behind_himself(
        self, app: Flask, admin: Any
    ) -> None:
        make_user(app, name="another", role="admin")
        own = named(app, "quantri")
        assert f"/accounts/{own.id}/deactivate" not in text_of(admin.get(f"/accounts/{own.id}"))
        path = f"/accounts/{own.id}/deactivate"
        answer = admin.post_form(path, {"seen": seen_as(own)}, page="/account")

        assert answer.status_code == 422
        assert named(app, "quantri").active


def take_away(app: Flask, user: User) -> None:
    user_actions.change_rights(
        database_of(app), user.id, role="viewer", scope=(), seen=None, actor=audit.SYSTEM
    )


def shut_out(app: Flask, user: User) -> None:
    user_actions.set_active(database_of(app), user, active=False)


@pytest.mark.parametrize("lose", [take_away, shut_out])
def test_the_last_active_administrator_stays(
    app: Flask, lose: Callable[[Flask, User], None]
) -> None:
    first = make_user(app, name="quantri", role="admin")
    make_user(app, name="gone", role="admin", active=False)
    second = make_user(app, name="another", role="admin")
    with app.app_context():
        lose(app, second)
        with pytest.raises(InvalidError):
            lose(app, first)
    assert (named(app, "quantri").role, named(app, "quantri").active) == ("admin", True)


def test_an_inactive_administrator_may_lose_the_role(app: Flask) -> None:
    make_user(app, name="quantri", role="admin")
    gone = make_user(app, name="gone", role="admin", active=False)
    with app.app_context():
        take_away(app, gone)
    assert named(app, "gone").role == "viewer"


def test_two_administrators_cannot_demote_each_other(app: Flask) -> None:
    """Each opened the page while both were administrators."""
    one, two = (make_user(app, name=name, role="admin") for name in ("one", "two"))
    with app.app_context():
        take_away(app, two)
        with pytest.raises(NotAllowedNowError):
            user_actions.change_rights(
                database_of(app),
                one.id,
                role="viewer",
                scope=(),
                seen=seen_as(one),
                actor=audit.actor_of(two),
            )


def test_a_stale_form_is_a_stale_error(app: Flask) -> None:
    user = make_user(app, name="hoa", role="police")
    with app.app_context(), pytest.raises(StaleError):
        user_actions.set_active(database_of(app), user, active=False, seen="viewer active")
