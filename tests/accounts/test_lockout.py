"""Wrong passwords: counted per account and address, locked with a growing wait, forgotten."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from geo_app.accounts import lockout, welcome
from geo_app.accounts.credentials import FailedSignIns
from geo_app.db import Database, session
from tests.accounts.people import actions_of, code_now, let_pass, text_of, user_with_factor
from tests.factories import PASSWORD, database_of, make_user

pytestmark = pytest.mark.both_databases

CHOSEN = "bốn cái ghế xanh"
MOMENT = datetime(2024, 6, 17, 1, tzinfo=UTC)


def wrong(app: Flask, name: str, times: int, address: str = "127.0.0.1"):
    client = app.test_client()
    client.environ_base["REMOTE_ADDR"] = address
    for _ in range(times):
        answer = client.post_form("/login", {"name": name, "password": "wrong"})
        assert answer.status_code == 422
    return answer


def right(app: Flask, name: str, address: str = "127.0.0.1"):
    client = app.test_client()
    client.environ_base["REMOTE_ADDR"] = address
    return client.post_form("/login", {"name": name, "password": PASSWORD})


@pytest.mark.parametrize("name", ["hoa", "nobody"])
def test_the_fifth_wrong_password_locks_a_name_whether_it_exists_or_not(
    app: Flask, name: str
) -> None:
    make_user(app, name="hoa")
    assert "15:" not in text_of(wrong(app, name, 4)).split('id="sign-in-failure"')[1][:400]
    locked = text_of(wrong(app, name, 1)).split('id="sign-in-failure"')[1][:400]

    with app.app_context():
        until = lockout.locked_until(
            session(), lockout.keys_of(name, "127.0.0.1"), datetime.now(UTC)
        )
    assert until is not None
    assert f"{until.astimezone(lockout_zone()):%H:%M:%S}" in locked


def lockout_zone():
    from geo_app.i18n import HANOI  # noqa: PLC0415  # beside its one use

    return HANOI


def test_while_locked_the_right_password_does_not_help(app: Flask) -> None:
    make_user(app, name="hoa")
    wrong(app, "hoa", 5)

    assert right(app, "hoa").status_code == 422
    let_pass(app, timedelta(seconds=31))
    assert right(app, "hoa").status_code == 302


def test_the_lock_is_the_same_for_another_spelling(app: Flask) -> None:
    make_user(app, name="hoa")
    wrong(app, "hoa", 5, address="10.0.0.1")

    assert right(app, "HOA ", address="10.0.0.1").status_code == 422


def test_whoever_guesses_from_one_address_locks_nobody_out_elsewhere(unlimited_app: Flask) -> None:
    """Four tries an hour, for as long as that may go on."""
    make_user(unlimited_app, name="quantri", role="admin")
    wrong(unlimited_app, "quantri", 5, address="10.0.0.1")
    for _ in range(4 * 15):
        let_pass(unlimited_app, timedelta(minutes=15, seconds=1))
        wrong(unlimited_app, "quantri", 1, address="10.0.0.1")

    assert right(unlimited_app, "quantri", address="10.0.0.2").status_code == 302
    assert right(unlimited_app, "quantri", address="10.0.0.1").status_code == 422


def test_signing_in_elsewhere_gives_a_guesser_no_further_tries(app: Flask) -> None:
    make_user(app, name="hoa")
    wrong(app, "hoa", 5, address="10.0.0.1")
    assert right(app, "hoa", address="10.0.0.2").status_code == 302

    assert right(app, "hoa", address="10.0.0.1").status_code == 422


def test_many_addresses_that_guess_at_one_name_lock_it_everywhere(app: Flask) -> None:
    make_user(app, name="hoa")
    for number in range(lockout.ACCOUNT.free // lockout.HERE.free):
        wrong(app, "hoa", lockout.HERE.free, address=f"10.0.1.{number}")

    assert right(app, "hoa", address="10.0.0.2").status_code == 422
    let_pass(app, timedelta(seconds=31))
    assert right(app, "hoa", address="10.0.0.2").status_code == 302


def test_a_one_time_code_passes_every_lock(unlimited_app: Flask) -> None:
    """Also where the address itself is locked, and a second factor is asked for after it."""
    user, secret, _codes = user_with_factor(unlimited_app, name="quantri", role="admin")
    wrong(unlimited_app, "quantri", 5)
    for number in range(lockout.ADDRESS.free):
        wrong(unlimited_app, f"name{number}", 1)
    with unlimited_app.app_context():
        code = welcome.code_for(database_of(unlimited_app), user.name)
    client = unlimited_app.test_client()
    chosen = {"new": CHOSEN, "again": CHOSEN}
    welcomed = {"name": "quantri", "code": code, **chosen}
    refused = client.post_form("/welcome", {"name": "quantri", "code": "x", **chosen})
    assert refused.status_code == 422
    assert client.post_form("/welcome", welcomed).location == "/login/code"
    assert client.post_form("/login/code", {"code": code_now(secret)}).location == "/"


def test_signing_in_forgets_the_failures_of_the_account(app: Flask) -> None:
    make_user(app, name="hoa")
    wrong(app, "hoa", 4)
    assert right(app, "hoa").status_code == 302
    wrong(app, "hoa", 4)

    assert right(app, "hoa").status_code == 302


def test_one_address_may_not_try_name_after_name(app: Flask) -> None:
    make_user(app, name="hoa")
    for number in range(lockout.ADDRESS.free):
        wrong(app, f"name{number}", 1, address="10.0.0.9")

    assert right(app, "hoa", address="10.0.0.9").status_code == 422
    assert right(app, "hoa", address="10.0.0.8").status_code == 302


def test_failures_are_in_the_audit_and_an_unknown_name_is_not_kept(app: Flask) -> None:
    make_user(app, name="hoa")
    wrong(app, "hoa", 1)
    wrong(app, "my secret password", 1)
    right(app, "hoa")

    assert actions_of(app, "hoa")[-2:] == ["session.refused", "session.begin"]
    with database_of(app).engine.connect() as connection:
        rows = [
            str(row)
            for table in ("audit_entry", "failed_sign_in")
            for row in connection.exec_driver_sql(f"SELECT * FROM {table}")  # noqa: S608  # names of ours
        ]
    assert not [row for row in rows if "my secret password" in row]


def test_a_locked_name_leaves_no_further_rows(app: Flask) -> None:
    make_user(app, name="hoa")
    wrong(app, "hoa", 5)
    before = actions_of(app)
    wrong(app, "hoa", 3)

    assert actions_of(app) == before


@given(st.integers(0, 400))
def test_the_wait_grows_and_ends(failures: int) -> None:
    limit = lockout.HERE
    wait, longer = (lockout.wait_after(failures + more, limit) for more in (0, 1))
    if failures < limit.free:
        assert wait is None
    else:
        assert longer is not None
        assert wait is not None
        assert lockout.FIRST_WAIT <= wait <= longer <= lockout.LONGEST_WAIT


def test_failures_long_ago_do_not_count(app: Flask) -> None:
    database: Database = database_of(app)
    with app.app_context():
        keys = lockout.keys_of("hoa", "10.0.0.1")
        ends = []
        for hours in (0, 0, 0, 0, 25, 25.1, 25.2, 25.3, 25.4):
            with database.transaction() as opened:
                moment = MOMENT + timedelta(hours=hours)
                ends.append(lockout.note_failure(opened, keys, moment))
                opened.info["audited"] = True
    assert ends[:8] == [None] * 8
    assert ends[8] is not None


def test_old_failures_are_not_kept(app: Flask) -> None:
    wrong(app, "nobody", 2, address="10.0.0.7")
    let_pass(app, timedelta(hours=25))
    wrong(app, "hoa", 1, address="10.0.0.8")

    with app.app_context():
        # The name there, the name and the address of the last one.
        assert [row.failures for row in session().scalars(select(FailedSignIns))] == [1, 1, 1]


def test_the_addresses_of_one_network_are_counted_as_one(app: Flask) -> None:
    """Of IPv6 whoever has one address has 2**64 of them."""
    with app.app_context():
        one, other = (lockout.keys_of("hoa", f"2001:db8:1:2::{end}") for end in ("1", "ffff"))
        assert one == other
        assert not {*lockout.keys_of("lan", "2001:db8:1:3::1")} & {*one}
        one, other = (lockout.keys_of("hoa", f"192.0.2.{end}") for end in (1, 2))
        assert [a == b for a, b in zip(one, other, strict=True)] == [False, True, False]
