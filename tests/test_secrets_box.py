"""Secrets at rest: unreadable without a key, readable through a change of keys."""

from pathlib import Path

import pytest

from geo_app import create_app
from geo_app.secrets_box import Box, UnreadableSecretError, box

SECRET = "JBSWY3DPEHPK3PXP"
OLD, NEW = "an old key of this service", "the new key of this service"


def test_what_is_kept_shows_nothing_and_differs_each_time():
    kept = [Box([NEW]).encrypt(SECRET) for _ in range(2)]
    assert SECRET not in kept[0]
    assert kept[0] != kept[1]
    assert [Box([NEW]).decrypt(each) for each in kept] == [SECRET, SECRET]


def test_letters_of_any_language_come_back():
    assert Box([NEW]).decrypt(Box([NEW]).encrypt("mật khẩu – 秘密")) == "mật khẩu – 秘密"


def test_an_earlier_key_still_opens_what_it_closed():
    kept = Box([OLD]).encrypt(SECRET)
    assert Box([NEW, OLD]).decrypt(kept) == SECRET


def test_new_secrets_are_closed_with_the_new_key():
    kept = Box([NEW, OLD]).encrypt(SECRET)
    assert Box([NEW]).decrypt(kept) == SECRET


@pytest.mark.parametrize("damage", [lambda kept: kept[:-4] + "AAA=", lambda _kept: "", str.lower])
def test_what_no_key_opens_is_a_sentence(damage):
    kept = Box([OLD]).encrypt(SECRET)
    for keys in ([NEW], [OLD]):
        with pytest.raises(UnreadableSecretError) as refused:
            Box(keys).decrypt(damage(kept))
        assert SECRET not in str(refused.value)


def test_the_application_has_one_box_for_its_keys(tmp_path: Path):
    before = create_app({"INSTANCE": str(tmp_path), "SECRET_KEY": OLD})
    with before.app_context():
        kept = box().encrypt(SECRET)
    after = create_app({"INSTANCE": str(tmp_path), "SECRET_KEY": NEW, "SECRET_KEY_OLD": OLD})
    with after.app_context():
        assert box().decrypt(kept) == SECRET
    dropped = create_app({"INSTANCE": str(tmp_path), "SECRET_KEY": NEW})
    with dropped.app_context(), pytest.raises(UnreadableSecretError):
        box().decrypt(kept)
