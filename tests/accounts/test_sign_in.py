"""Signing in and out, the language, and where one lands afterwards."""

from datetime import timedelta

import pytest
from flask import Flask

from geo_app.accounts import passwords, paths
from tests.accounts.people import let_pass
from tests.factories import PASSWORD, database_of, make_user

HOSTILE_PATHS = [
    "https://evil.example/",
    "//evil.example/",
    "///evil.example/",
    "/\\evil.example/",
    "/\t/evil.example/",
    "\t//evil.example/",
    "/\n/evil.example/",
    "\\\\evil.example",
    "javascript:alert(1)",
    "http:evil.example",
    "evil.example",
    "/" + "a" * 3000,
]


@pytest.mark.parametrize("hostile", HOSTILE_PATHS)
def test_next_leads_nowhere_else(app: Flask, hostile: str) -> None:
    make_user(app, name="hoa")
    client = app.test_client()
    answer = client.post_form("/login", {"name": "hoa", "password": PASSWORD, "next": hostile})

    assert answer.status_code == 302
    assert answer.location == "/"


@pytest.mark.parametrize("local", ["/", "/hotspots?district=020", "/hotspots/PL2-I-1#history"])
def test_next_leads_to_a_page_of_this_service(local: str) -> None:
    assert paths.local_path(local) == local


def test_next_is_kept_through_a_wrong_password(app: Flask) -> None:
    make_user(app, name="hoa")
    client = app.test_client()
    page = "/login?next=/hotspots"
    wrong = client.post_form("/login", {"name": "hoa", "password": "x", "next": "/hotspots"})

    assert 'value="/hotspots"' in client.get(page).get_data(as_text=True)
    assert wrong.status_code == 422
    assert 'value="/hotspots"' in wrong.get_data(as_text=True)
    right = client.post_form(
        "/login", {"name": "hoa", "password": PASSWORD, "next": "/hotspots"}, page=page
    )
    assert right.location == "/hotspots"


def test_a_failure_does_not_tell_what_was_wrong(app: Flask) -> None:
    make_user(app, name="hoa")
    make_user(app, name="idle", active=False)
    texts = []
    for name, password in (
        ("hoa", "wrong"),
        ("nobody", PASSWORD),
        ("hoa\0", PASSWORD),
        ("idle", PASSWORD),
    ):
        answer = app.test_client().post_form("/login", {"name": name, "password": password})
        assert answer.status_code == 422
        text = answer.get_data(as_text=True)
        start = text.index('id="sign-in-failure"')
        texts.append(text[start : text.index("</div>", start)])
    assert len(set(texts)) == 1


def test_an_unknown_name_costs_as_much_as_a_wrong_password(monkeypatch) -> None:
    asked = []

    class Counting:
        def hash(self, _password: str) -> str:
            return "made"

        def verify(self, *given: str) -> bool:
            asked.append(given)
            return True

    monkeypatch.setattr(passwords, "HASHER", Counting())
    passwords._hash_of_nobody.cache_clear()
    try:
        assert passwords.matches(None, "x") is False
        assert passwords.matches("hash", "x") is True
    finally:
        passwords._hash_of_nobody.cache_clear()
    assert len(asked) == 2


def test_passwords_are_kept_as_argon2id() -> None:
    assert passwords.hash_password("mật khẩu").startswith("$argon2id$")


def test_a_letter_typed_in_two_ways_is_one_letter() -> None:
    composed, decomposed = "m\u1ead t kh\u1ea9u", "ma\u0323\u0302 t kha\u0302\u0309u"
    assert composed != decomposed
    assert passwords.matches(passwords.hash_password(composed), decomposed)


def test_the_name_is_found_in_any_case(app: Flask) -> None:
    make_user(app, name="Hoa")
    assert app.test_client().sign_in("hoa").status_code == 302


def test_signing_in_starts_a_new_session_and_keeps_the_language(app: Flask) -> None:
    make_user(app, name="hoa")
    client = app.test_client()
    with client.session_transaction() as session:
        session.update(planted="by somebody", language="en")
    client.sign_in("hoa")

    with client.session_transaction() as session:
        assert "planted" not in session
        assert session["language"] == "en"


def test_a_session_does_not_work_in_another_browser(signed_in) -> None:
    client = signed_in("viewer")
    assert client.get("/").status_code == 200
    assert client.get("/", headers={"User-Agent": "another"}).status_code == 302


def test_signing_out_ends_the_session(signed_in) -> None:
    client = signed_in("viewer")
    assert client.post_form("/logout", {}, page="/").location == "/login"
    assert client.get("/").location == "/login"


def test_signing_out_leaves_nothing_in_the_browser(signed_in) -> None:
    left = signed_in("viewer").post_form("/logout", {}, page="/")
    assert left.headers["Clear-Site-Data"] == '"cache", "storage"'


def test_drafts_stay_when_whoever_signs_out_wants_them(signed_in) -> None:
    left = signed_in("viewer").post_form("/logout", {"drafts": "keep"}, page="/")
    assert left.headers["Clear-Site-Data"] == '"cache"'


def test_a_session_that_ran_out_keeps_what_was_typed(app: Flask, signed_in) -> None:
    client = signed_in("viewer")
    let_pass(app, timedelta(minutes=61))
    for answer in (client.get("/"), client.post("/logout"), client.get("/login")):
        assert "Clear-Site-Data" not in answer.headers


def test_signing_out_wants_the_forms_token(signed_in) -> None:
    client = signed_in("viewer")
    assert client.post("/logout").status_code == 400
    assert client.get("/logout").status_code == 405
    assert client.get("/").status_code == 200


def test_somebody_made_inactive_is_signed_out(app: Flask, signed_in) -> None:
    client = signed_in("viewer", name="leaver")
    from geo_app.accounts.models import User  # noqa: PLC0415 (beside its use)

    with database_of(app).engine.begin() as connection:
        connection.execute(
            User.__table__.update().where(User.name == "leaver").values(active=False)
        )
    assert client.get("/").location == "/login"


def test_who_is_signed_in_is_not_asked_again(signed_in) -> None:
    assert signed_in("viewer").get("/login?next=/hotspots").location == "/hotspots"


def test_the_sign_in_wants_the_forms_token(app: Flask) -> None:
    make_user(app, name="hoa")
    refused = app.test_client().post("/login", data={"name": "hoa", "password": PASSWORD})
    assert refused.status_code == 400


def test_empty_fields_are_named(client) -> None:
    answer = client.post_form("/login", {"name": "", "password": ""})
    assert answer.status_code == 422
    assert answer.get_data(as_text=True).count("is-invalid") == 2


def test_the_language_is_chosen_without_an_account(client) -> None:
    answer = client.post_form(
        "/language",
        {"language": "en"},
        page="/login",
        headers={"Referer": "http://localhost/login?next=/hotspots"},
    )
    assert answer.location == "/login?next=/hotspots"
    assert 'lang="en"' in client.get("/login").get_data(as_text=True)


def test_an_unknown_language_changes_nothing(client) -> None:
    assert client.post_form("/language", {"language": "fr"}, page="/login").status_code == 422


def test_the_language_leads_back_to_our_own_pages_only(client) -> None:
    answer = client.post_form(
        "/language",
        {"language": "en", "next": "//evil.example"},
        page="/login",
        headers={"Referer": "http://evil.example/x"},
    )
    assert answer.location == "/"


@pytest.mark.parametrize(
    ("stood", "back"),
    [
        ("/hotspots/PL2-I-1/events", "/hotspots/PL2-I-1"),
        ("/hotspots/PL2-I-1/inspections?a=1", "/hotspots/PL2-I-1?a=1"),
        ("/hotspots/new", "/hotspots/new"),
        ("/no/such/page", "/no/such/page"),
        ("/language", "/"),
    ],
)
def test_back_from_a_form_that_was_sent_back_leads_to_a_page(client, stood: str, back: str) -> None:
    answer = client.post(
        "/hotspots/PL2-I-1/events", headers={"Referer": f"http://localhost{stood}"}
    )
    wanted = answer.location.partition("?next=")[2] or "/"
    assert wanted == back.replace("?a=1", "?a%3D1")
