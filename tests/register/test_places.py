"""Every step of the geocoder has its sentence, with the same values in it."""

import re

import pytest
from flask import Flask
from flask_babel import force_locale

from geo_app.register.places import REASON_SENTENCES, STEP_SENTENCES, describe_steps
from geodata.geocoding import geocode_plan
from geodata.geocoding.steps import REASON_CODES, STEP_CODES

pytestmark = pytest.mark.both_databases

VALUE = re.compile(r"{(\w+)}")


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_code_has_a_sentence_that_uses_its_values(bare_app: Flask, language: str):
    assert STEP_SENTENCES.keys() == STEP_CODES.keys()
    assert REASON_SENTENCES.keys() == REASON_CODES.keys()
    with bare_app.test_request_context(), force_locale(language):
        for code, meaning in STEP_CODES.items():
            sentence = str(STEP_SENTENCES[code])
            assert set(VALUE.findall(sentence)) == set(VALUE.findall(meaning)), code


def test_the_steps_of_the_eleven_can_be_told(bare_app: Flask):
    with bare_app.test_request_context():
        for located in geocode_plan().values():
            sentences = describe_steps(located.steps)
            assert sentences
            assert not any("{" in sentence for sentence in sentences)
