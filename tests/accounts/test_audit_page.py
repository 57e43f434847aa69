"""The audit as it is read: searched, leafed through, and shown in words."""

import re
import unicodedata
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

import geo_app
from geo_app.accounts.models import AuditEntry
from geo_app.audit import queries
from geo_app.audit.filters import filters_from
from geo_app.audit.words import ACTION_NAMES
from geo_app.db import session
from geo_app.errors import UnanswerableError
from tests.accounts.people import address_of, entries_of, note, text_of
from tests.factories import make_hotspot, make_user
from tests.tampering import behind_the_back, edit

pytestmark = pytest.mark.both_databases


def rows_of(page: str) -> str:
    """The table alone: the actions can be chosen above it."""
    return page.partition('id="entries"')[2]


@pytest.fixture
def admin(signed_in: Any) -> Any:
    return signed_in("admin", name="quantri")


def found(app: Flask, **typed: str) -> list[str]:
    """The subjects of the entries that a search finds, the newest first."""
    with app.app_context():
        page = queries.page(session(), filters_from(typed))
        return [entry.subject for entry in page.entries]


class TestSearch:
    @pytest.fixture(autouse=True)
    def _rows(self, app: Flask) -> None:
        note(app, "event.record", "hotspot/PL2-I-1", after={"note": "Quán cũ", "level": "active"})
        note(app, "event.record", "hotspot/PL2-I-2", actor="binh", before={"note": "100% \\ a_b"})
        note(app, "user.add", "user/hoa", after={"role": "police"}, address="10.0.0.7")

    @pytest.mark.parametrize(
        ("typed", "subjects"),
        [
            ({"actor": "BINH"}, ["hotspot/PL2-I-2"]),
            ({"action": "user.add"}, ["user/hoa"]),
            ({"subject": "hotspot/PL2"}, ["hotspot/PL2-I-2", "hotspot/PL2-I-1"]),
            ({"subject": "pl2-i-2"}, ["hotspot/PL2-I-2"]),
            ({"address": "10.0.0"}, ["user/hoa"]),
            ({"text": "Quán"}, ["hotspot/PL2-I-1"]),
            ({"text": "Qua\u0301n"}, ["hotspot/PL2-I-1"]),
            ({"text": "POLICE"}, ["user/hoa"]),
            ({"text": "100%"}, ["hotspot/PL2-I-2"]),
            ({"text": "\\ a"}, ["hotspot/PL2-I-2"]),
            ({"text": "a_b"}, ["hotspot/PL2-I-2"]),
            ({"text": "a%b"}, []),
            ({"actor": "%"}, []),
            ({"actor": "hoa", "action": "event.record"}, ["hotspot/PL2-I-1"]),
        ],
    )
    def test_each_filter_narrows(
        self, app: Flask, typed: dict[str, str], subjects: list[str]
    ) -> None:
        assert found(app, **typed) == subjects

    @pytest.mark.parametrize(
        ("typed", "kept"),
        [
            ("VĨNH TUY", "phường Vĩnh Tuy"),
            ("vĩnh tuy", "PHƯỜNG VĨNH TUY"),
            ("vĩnh tuy", unicodedata.normalize("NFC", "Phường Vi\u0303nh Tuy")),
            ("Vi\u0303NH", "phường Vĩnh Tuy"),
            ("ĐƯỜNG Ở 5%_", "đường ở 5%_ \\ '"),
            ("ảẠặẰỹỸ", "ẢạẶằỸỹ"),
            ('"ĐÊ"', 'Bờ "đê"'),
        ],
    )
    def test_the_case_of_letters_does_not_count(self, app: Flask, typed: str, kept: str) -> None:
        note(app, "event.record", "file/Đợt Khảo SÁT.csv", actor="Hằng", after={"note": kept})
        assert found(app, text=typed) == ["file/Đợt Khảo SÁT.csv"]
        assert found(app, text=typed + "x") == []
        assert found(app, subject="ĐỢT KHẢO sát") == ["file/Đợt Khảo SÁT.csv"]
        assert found(app, actor="HẰNG") == ["file/Đợt Khảo SÁT.csv"]

    def test_marks_count(self, app: Flask) -> None:
        assert found(app, text="Quan cu") == []

    @pytest.mark.parametrize(
        ("typed", "subject"),
        [
            ("kim giang", "hotspot/PL3-I-5"),
            ("THANH TRÌ", "district/020"),
            ("phức tạp được TRIỆT", "indicator/8.1"),
        ],
    )
    def test_one_looks_for_names(self, app: Flask, typed: str, subject: str) -> None:
        make_hotspot(app, code="X-1", name="Đường KIM GIANG mới")
        note(app, subject="hotspot/X-1")
        note(app, subject="district/020")
        note(app, subject="indicator/8.1")
        wanted = "hotspot/X-1" if subject.startswith("hotspot") else subject
        assert found(app, subject=typed, action="test.noted") == [wanted]

    def test_days_are_those_of_hanoi(self) -> None:
        filters = filters_from({"from": "17/6/2024", "to": "2024-06-18"})
        assert filters.since == datetime(2024, 6, 16, 17, tzinfo=UTC)
        assert filters.until == datetime(2024, 6, 18, 17, tzinfo=UTC)

    def test_a_month_is_all_of_its_days(self) -> None:
        filters = filters_from({"from": "2/2024", "to": "2/2024"})
        assert filters.since == datetime(2024, 1, 31, 17, tzinfo=UTC)
        assert filters.until == datetime(2024, 2, 29, 17, tzinfo=UTC)

    def test_days_narrow(self, app: Flask) -> None:
        assert found(app, to="1/1/2024", actor="hoa") == []
        assert found(app, **{"from": "1/1/2024", "actor": "hoa"}) == ["user/hoa", "hotspot/PL2-I-1"]
        assert found(app, **{"from": "31/12/9998"}) == []

    @pytest.mark.parametrize(
        ("typed", "wrong"),
        [
            ({"from": "32/1/2024"}, {"from"}),
            ({"to": "hôm qua"}, {"to"}),
            ({"from": "x", "to": "y"}, {"from", "to"}),
            ({"from": "2/1/2024", "to": "1/1/2024"}, {"to"}),
        ],
    )
    def test_wrong_days_are_named(self, app: Flask, typed: dict[str, str], wrong: set[str]) -> None:
        with app.test_request_context(), pytest.raises(UnanswerableError) as refused:
            filters_from(typed)
        assert set(refused.value.errors) == wrong

    def test_wrong_days_are_answered_with_the_form(self, app: Flask, admin: Any) -> None:
        answer = admin.get("/audit?from=32/1/2024&actor=hoa")
        page = text_of(answer)

        assert answer.status_code == 422
        assert 'id="audit-from-problem"' in page
        assert 'value="32/1/2024"' in page
        assert 'value="hoa"' in page
        assert 'id="entries"' not in page
        assert admin.get("/audit.csv?from=32/1/2024").status_code == 422
        assert entries_of(app, "audit.read") == entries_of(app, "export.audit") == []

    @pytest.mark.parametrize(
        "query", ["actor=%00", "text=%ff%fe", f"subject={'x' * 5000}", "action=no.such", "before=x"]
    )
    def test_nonsense_is_answered(self, admin: Any, query: str) -> None:
        assert admin.get(f"/audit?{query}").status_code == 200


class TestThePage:
    def test_before_and_after_stand_beside_each_other(self, app: Flask, admin: Any) -> None:
        before = {"role": "police", "scope": ["020"], "active": True}
        after = {"role": "district", "scope": [], "active": True}
        note(app, "user.change", "user/hoa", before=before, after=after)
        page = text_of(admin.get("/audit?action=user.change"))
        changed = re.findall(
            r'<tr class="changed"><th scope="row">[^<]*</th><td>([^<]*)</td><td>([^<]*)</td>', page
        )

        assert changed == [
            ("Công an", "UBND cấp huyện"),
            ("Huyện Thanh Trì", "toàn Thành phố"),
        ]

    def test_a_hotspot_is_a_link(self, app: Flask, admin: Any) -> None:
        note(app, subject="hotspot/PL2-I-1")
        note(app, subject="/accounts/7")
        note(app, subject="hotspot/../x")
        page = text_of(admin.get("/audit?action=test.noted"))

        assert '<a href="/hotspots/PL2-I-1">' in page
        assert ">hotspot/PL2-I-1<" not in page
        assert '<a href="/accounts/7"' not in page
        assert '<a href="/hotspots/.' not in page

    def test_what_it_is_about_is_named(self, app: Flask, admin: Any) -> None:
        make_hotspot(app, code="X-1", name="Quán <Hoa>")
        kept = ("hotspot/X-1", "district/020", "indicator/8.1", "user/hoa", "user/?", "audit")
        for subject in (*kept, "hotspot/gone", "district/999", "plan/46/KH-UBND", "file/a.csv"):
            note(app, subject=subject)
        page = admin.get("/audit?action=test.noted").get_data(as_text=True)

        assert '<a href="/hotspots/X-1">Quán &lt;Hoa&gt;</a> X-1' in page
        assert '<a href="/districts/020">Huyện Thanh Trì</a> 020' in page
        assert re.search(r'<a href="/indicators/8.1">[^<]+</a> 8\.1', page)
        for text in ("tài khoản hoa", "Kế hoạch số 46/KH-UBND", "tệp a.csv", "district/999"):
            assert text in page
        for subject in kept:
            assert f">{subject}<" not in page

    def test_its_readers_are_shown_when_asked_for(self, app: Flask, admin: Any) -> None:
        note(app)
        for path in ("/audit", "/audit?actor=quantri", "/audit"):
            page = text_of(admin.get(path))
        assert "Xem nhật ký" not in rows_of(page)
        assert len(entries_of(app, "audit.read")) == 2
        for path in ("/audit?readings=1", "/audit?action=audit.read"):
            assert "Xem nhật ký" in rows_of(text_of(admin.get(path)))
        assert "audit.read" in admin.get("/audit.csv").get_data(as_text=True)

    def test_what_somebody_wrote_is_text(self, app: Flask, admin: Any) -> None:
        said = {"<b>x</b>": "<script>alert(1)</script>", "scope": ["<i>"], "deep": {"a": [1, None]}}
        note(app, "<u>", "hotspot/<s>", before=said, after={"at": {}, "confirmed_at": "never"})
        page = admin.get("/audit").get_data(as_text=True)

        for text in ("<b>x", "<script>alert", "<i>", "<u>", "<s>"):
            assert text not in page
        assert "&lt;script&gt;" in page

    def test_the_hour_is_that_of_hanoi(self, app: Flask, admin: Any) -> None:
        note(app)
        with behind_the_back(address_of(app)) as connection:
            moment = datetime(2024, 6, 17, 20, 5, tzinfo=UTC)
            entry = entries_of(app, "test.noted")[0]
            edit(connection, AuditEntry, entry.id, at=moment)
        assert "03:05 ngày 18/6/2024" in text_of(admin.get("/audit?action=test.noted"))

    def test_one_leafs_from_the_newest_to_the_oldest_and_back(
        self, app: Flask, admin: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(queries, "PAGE_LENGTH", 3)
        for number in range(8):
            note(app, subject=f"test/{number}")
        path, seen = "/audit?action=test.noted", []
        while path:
            page = text_of(admin.get(path))
            seen.append(re.findall(r'row-more">test/(\d)', page))
            link = re.search(r'rel="next" href="([^"]+)"', page)
            path = link[1] if link else ""
        assert seen == [["7", "6", "5"], ["4", "3", "2"], ["1", "0"]]

        back = re.search(r'rel="prev" href="([^"]+)"', page)
        assert back
        assert re.findall(r'row-more">test/(\d)', text_of(admin.get(back[1]))) == ["4", "3", "2"]

    def test_rows_that_come_meanwhile_push_nothing_aside(
        self, app: Flask, admin: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(queries, "PAGE_LENGTH", 2)
        for number in range(4):
            note(app, subject=f"test/{number}")
        link = re.search(r'rel="next" href="([^"]+)"', text_of(admin.get("/audit?subject=test/")))
        note(app, subject="test/9")
        assert link
        assert re.findall(r'row-more">test/(\d)', text_of(admin.get(link[1]))) == ["1", "0"]

    def test_nothing_found_says_what_to_do(self, admin: Any) -> None:
        assert 'class="empty"' in text_of(admin.get("/audit?actor=nobody"))

    def test_the_actions_that_occur_can_be_chosen(self, admin: Any) -> None:
        page = text_of(admin.get("/audit?action=no.such"))
        assert '<option value="session.begin">' in page
        assert '<option value="user.deactivate">' not in page
        assert '<option value="no.such" selected>' in page


def test_every_action_that_is_recorded_has_a_name() -> None:
    """Those in the code, as texts with a dot that are handed to the audit."""
    kinds = "access|audit|code|event|export|hotspot|inspection|lock|password|place|plan|result"
    action = re.compile(rf'"((?:{kinds}|second_factor|session|token|user)\.[a-z_]+)"')
    code = Path(geo_app.__file__).parent
    found = {
        name
        for path in code.rglob("*.py")
        for name in action.findall(path.read_text(encoding="utf-8"))
    }
    assert found - set(ACTION_NAMES) - NOT_ACTIONS == set()


# Endpoints and columns, which look alike.
NOT_ACTIONS = {"audit.index", "event.id", "hotspot.id", "inspection.id"}


def test_an_account_that_is_gone_is_still_named(app: Flask, admin: Any) -> None:
    user = make_user(app, name="hoa", active=False)
    note(app, actor=user.name)
    assert "hoa" in text_of(admin.get("/audit?actor=hoa"))
