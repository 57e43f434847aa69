"""Wrong passwords: counted per account and address, locked with a growing wait, forgotten."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from geo_app.accounts import lockout
from geo_app.accounts.credentials import FailedSignIns
from geo_app.db import Database, session
from tests.accounts.people import actions_of, let_pass, text_of
from tests.factories import PASSWORD, database_of, make_user

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
        until = lockout.locked_until(session(), lockout.keys_of(name, None), datetime.now(UTC))
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


def test_the_lock_is_the_same_from_another_address_and_for_another_spelling(app: Flask) -> None:
    make_user(app, name="hoa")
    wrong(app, "hoa", 5, address="10.0.0.1")

    assert right(app, "HOA ", address="10.0.0.2").status_code == 422


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
    limit = lockout.ACCOUNT
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
        keys = lockout.keys_of("hoa", None)
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
        # The name and the address of the last one.
        assert [row.failures for row in session().scalars(select(FailedSignIns))] == [1, 1]


def test_the_addresses_of_one_network_are_counted_as_one(app: Flask) -> None:
    """Of IPv6 whoever has one address has 2**64 of them."""
    with app.app_context():
        keys = {lockout.keys_of("hoa", f"2001:db8:1:2::{number:x}")[1] for number in (1, 0xFFFF)}
        assert len(keys) == 1
        assert lockout.keys_of("hoa", "2001:db8:1:3::1")[1] not in keys
        assert len({lockout.keys_of("hoa", f"192.0.2.{n}")[1] for n in (1, 2)}) == 2
