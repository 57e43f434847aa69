"""No secret reaches a log, however it came into a record."""

import io
import logging
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from geo_app.accounts.models import User
from geo_app.secrets_in_logs import HIDDEN, HideSecrets
from tests.cli_runs import one_sentence, run_command
from tests.factories import make_user

KEY = "key-of-this-test-0123456789abcdef"
TOKEN = "hs_AbCdEfGhIjKlMnOpQrStUvWxYz0123456789-_abcde"
DATABASE = "postgresql+psycopg://hotspots:s3cr3t-Wort@127.0.0.1:1/hotspots"
CODE = "K7Q2-MXR4-8TWA-HJ5N-W3PD-Z9CE-4GVB"
SHORTER_CODE = "K7Q2-MXR4-8TWA-HJ5N"

# What is said, and what of it must not be read.
SAID = {
    "the key itself": (f"signed with {KEY}.", KEY),
    "a token": (f"the program has {TOKEN}", TOKEN),
    "a header": (f"Authorization: Bearer {TOKEN}", TOKEN),
    "headers": (f"{{'Authorization': 'Basic aG9hOm1hdC1raGF1', 'Accept': '*/*'}} {TOKEN}", "aG9h"),
    "WSGI's spelling": ("'HTTP_AUTHORIZATION': 'Token 1234-abcd', 'X': 1", "1234-abcd"),
    "cookies": ("Cookie: session=eyJrZXkiOiJhIn0.Z9.sig; language=vi", "eyJr"),
    "an address": (f"cannot reach {DATABASE}", "s3cr3t-Wort"),
    "a driver's words": ("host=db password=s3cr3t-Wort user=hotspots", "s3cr3t-Wort"),
    "a setting": ("HOTSPOTS_SECRET_KEY=another-key-of-old", "another-key-of-old"),
    "a form": ("{'name': 'hoa', 'password': 'mật khẩu dài lắm'}", "mật khẩu"),
    "an address with a query": ("GET /x?token=abc123def&a=1", "abc123def"),
    "a one-time code": (f"the code {CODE} was typed", CODE),
    "one in a user's own spelling": (f"code={CODE.replace('-', ' ')};", "W3PD"),
    "one from before they were longer": (f"the code {SHORTER_CODE} was typed", "MXR4"),
    "a code of an app": ("code: 123 456", "123 456"),
    "a hash": ("$argon2id$v=19$m=65536,t=3,p=4$c29tZXNhbHQ$aGFzaA", "c29tZXNhbHQ"),
}
HARMLESS = [
    "hoa signed in from 203.0.113.5",
    "GET /hotspots/PL2-I-1?as_of=2024-06-17&known_on=2024-06-20T08:00 failed",
    "POST /login: The CSRF token is missing.",
    "11 hotspots, 579 communes, EPSG:32648, 105.852200 21.028700",
    "http://127.0.0.1:8000/map and sqlite:////srv/hotspots/hotspots.sqlite",
    "Basic settings, code PL2-I-1, the password is too short",
]

# What comes before, and what is repeated after it: each makes a pattern begin again and again, or
# go on and on in vain.
HOSTILE = [
    ("", "a"), ("", "a-"), ("", "a."), ("", "_"), ("", " "), ("", "\n"),
    ("", "://"), ("", "://:"), ("", "x://"), ("", "a://b:"), ("", "://b:c "),
    ("", "password"), ("", "pwd "), ("", "token="), ("", "token='"), ("", "otp:\n"),
    ("", "secret_key"), ("", "secret_key_old "), ("", "Cookie"), ("", "Cookie: "),
    ("", "Cookie:'\n"), ("", "Proxy-"), ("", "HTTP_Cookie "), ("", "basic "), ("", "Bearer a "),
    ("", "hs_"), ("", "hs_a "), ("", "2222-"), ("", "2222-222 "), ("", "code "),
    ("", "code: 12 "), ("", "code'"), ("", "$argon2"), ("", "$argon2 "),
    ("Cookie", " "), ("Cookie:", "\n"), ("basic", " "), ("basic ", "a"), ("a://", "b"),
    ("a://b:", "c"), ("password", " "), ("password=", " "), ("password='", "a"),
    ("code", " "), ("code:", " "), ("hs_", "a"), ("2222-2222", "2"), ("$argon2", "a"),
]  # fmt: skip
LENGTH = 256_000


@pytest.fixture(autouse=True)
def _known(make_app: Callable[..., Flask]) -> None:
    make_app(DATABASE, SECRET_KEY=KEY)


def fail(error: Exception) -> None:
    raise error


@pytest.mark.parametrize(("said", "secret"), SAID.values(), ids=SAID)
class TestNothingIsReadOf:
    log = logging.getLogger("geo_app.test")

    def test_the_text(self, written: io.StringIO, said: str, secret: str) -> None:
        self.log.warning(said)
        self.assert_hidden(written, secret)

    def test_the_values(self, written: io.StringIO, said: str, secret: str) -> None:
        self.log.warning("refused: %s", said)
        self.log.warning("refused: %(why)s", {"why": said})
        self.assert_hidden(written, secret)

    def test_the_traceback(self, written: io.StringIO, said: str, secret: str) -> None:
        try:
            fail(RuntimeError(said))
        except RuntimeError:
            self.log.exception("failed")
        self.assert_hidden(written, secret)
        assert "RuntimeError" in written.getvalue()

    def test_the_cause_behind_it(self, written: io.StringIO, said: str, secret: str) -> None:
        try:
            try:
                fail(KeyError(said))
            except KeyError as error:
                raise RuntimeError("wrapped") from error
        except RuntimeError as error:
            self.log.error("failed", exc_info=error)  # noqa: TRY400  # as the service does it
        self.assert_hidden(written, secret)

    def test_handlers_that_come_later(
        self, written: io.StringIO, caplog: pytest.LogCaptureFixture, said: str, secret: str
    ) -> None:
        self.log.warning(said)
        assert written.getvalue()
        assert secret not in caplog.text

    @staticmethod
    def assert_hidden(written: io.StringIO, secret: str) -> None:
        assert secret not in written.getvalue()
        assert HIDDEN in written.getvalue()


@pytest.mark.parametrize("said", HARMLESS)
def test_what_is_no_secret_is_read_as_it_was_said(said: str) -> None:
    assert HideSecrets().without_secrets(said) == said


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """Give up after this much work of the processor; a busy machine takes nothing away from it."""

    def give_up(*_whatever: object) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGVTALRM, give_up)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


@pytest.mark.parametrize(("beginning", "repeated"), HOSTILE)
def test_no_text_makes_the_filter_work_for_long(beginning: str, repeated: str) -> None:
    hostile = beginning + repeated * (LENGTH // len(repeated))
    # In proportion to the text it is a tenth of a second; with the square of it, over a minute.
    with at_most(20):
        HideSecrets().without_secrets(hostile)


def test_values_that_do_not_fit_bring_no_secret_to_the_screen(
    written: io.StringIO, capsys: pytest.CaptureFixture[str]
) -> None:
    logging.getLogger("geo_app.test").warning("%s and %s", TOKEN)  # noqa: PLE1206  # the case
    assert TOKEN not in written.getvalue() + capsys.readouterr().err


def test_libraries_that_log_by_themselves_are_heard_without_secrets() -> None:
    last = logging.lastResort
    assert last is not None
    record = logging.LogRecord("waitress", logging.ERROR, "", 1, "got %s", (TOKEN,), sys.exc_info())
    assert last.filter(record)
    assert TOKEN not in last.format(record)


def test_a_refused_statement_is_told_without_its_values(app: Flask) -> None:
    make_user(app, name="hoa")
    twice = User(name="hoa", password_hash="$argon2id$kept-apart", role="viewer", active=True)
    with Session(app.extensions["database"].engine) as session, session.begin():
        session.add(twice)
        with pytest.raises(IntegrityError) as refused:
            session.flush()
        session.rollback()
    assert "kept-apart" not in str(refused.value)


@pytest.mark.parametrize(
    ("address", "exit_code"),
    [
        (DATABASE, 1),
        ("postgresql+psycopg://hotspots:s3cr3t-Wort@127.0.0.1:port/hotspots", 2),
        ("s3cr3t-Wort", 2),
        ("mysql+nothing://hotspots:s3cr3t-Wort@db/hotspots", 1),
    ],
)
def test_no_command_shows_the_password_of_the_database(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, address: str, exit_code: int
) -> None:
    monkeypatch.setenv("HOTSPOTS_INSTANCE", str(tmp_path))
    monkeypatch.setenv("HOTSPOTS_DATABASE_URL", address)
    for command in (("init",), ("verify",), ("check",)):
        result = run_command(*command)
        assert "s3cr3t-Wort" not in result.output
        if command != ("check",):
            one_sentence(result, exit_code)
    for file in tmp_path.glob("*.log"):
        assert "s3cr3t-Wort" not in file.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", ["/readyz", "/login", "/api/v1/hotspots", "/nowhere"])
def test_no_answer_shows_the_password_of_the_database(
    make_app: Callable[..., Flask], path: str
) -> None:
    client = make_app(DATABASE).test_client()
    answer = client.get(path, headers={"Authorization": f"Bearer {TOKEN}"})
    assert "s3cr3t-Wort" not in answer.get_data(as_text=True)
    assert TOKEN not in answer.get_data(as_text=True)


def test_a_token_in_an_address_opens_nothing(app: Flask) -> None:
    from tests.factories import make_token  # noqa: PLC0415 (beside its use)

    secret = make_token(app, make_user(app))
    answer = app.test_client().get(f"/api/v1/hotspots?token={secret}&access_token={secret}")
    assert answer.status_code == 401
