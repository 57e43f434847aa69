"""Vietnamese names and texts on a page in English are marked as Vietnamese, and stay harmless."""

import pytest
from flask import Flask, render_template_string
from flask_babel import gettext as _

from geo_app.i18n import vietnamese, with_marked
from geo_app.register.places import describe_steps, marked_steps

STEP = {"code": "clipped_to_district", "values": {"removed_share": 0.45, "district": "Huyện <b>"}}


@pytest.fixture
def english(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Flask:
    monkeypatch.setattr("geo_app.i18n.language", lambda: "en")
    return app


def test_a_page_in_vietnamese_needs_no_mark(app: Flask) -> None:
    with app.test_request_context():
        assert vietnamese("Phố Huế") == "Phố Huế"
        assert vietnamese(None) == ""


def test_a_name_is_marked_and_escaped(english: Flask) -> None:
    with english.test_request_context():
        assert vietnamese("") == ""
        assert vietnamese("Phố <Huế>") == '<span lang="vi">Phố &lt;Huế&gt;</span>'
        shown = render_template_string("{{ name|vi }}", name="Phố <Huế>")
        assert shown == '<span lang="vi">Phố &lt;Huế&gt;</span>'


def test_a_sentence_holds_the_mark_and_is_escaped_around_it(english: Flask) -> None:
    with english.test_request_context():
        said = with_marked(_("merged into %(name)s") + " <i>", name=vietnamese("Phố Huế"))
    assert said.endswith('<span lang="vi">Phố Huế</span> &lt;i&gt;')


def test_steps_of_the_geocoder_mark_names_and_nothing_else(english: Flask) -> None:
    with english.test_request_context():
        marked, plain = marked_steps([STEP])[0], describe_steps([STEP])[0]
    assert '<span lang="vi">Huyện &lt;b&gt;</span>' in marked
    assert "0.45" in marked
    assert "Huyện <b>" in plain
    assert "span" not in plain
