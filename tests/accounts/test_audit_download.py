"""The audit taken along and checked, and what reading it leaves in it."""

import csv
import io
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from geo_app.accounts.models import AuditEntry
from geo_app.audit import queries
from tests.accounts.people import address_of, entries_of, note, text_of
from tests.tampering import behind_the_back, edit


@pytest.fixture
def admin(signed_in: Any) -> Any:
    return signed_in("admin", name="quantri")


class TestReadingIsRecorded:
    def test_with_its_filters(self, app: Flask, admin: Any) -> None:
        admin.get("/audit?actor=hoa&from=1/1/2024&page=7")
        (entry,) = entries_of(app, "audit.read")
        assert (entry.actor_name, entry.address) == ("quantri", "127.0.0.1")
        assert entry.after == {"filters": {"actor": "hoa", "from": "1/1/2024"}}

    def test_leafing_through_one_search_is_one_row(self, app: Flask, admin: Any) -> None:
        for query in ("actor=hoa", "actor=hoa&before=9", "actor=binh", "actor=hoa&after=2"):
            admin.get(f"/audit?{query}")
        assert [entry.after["filters"] for entry in entries_of(app, "audit.read")] == [
            {"actor": "hoa"},
            {"actor": "binh"},
        ]

    def test_each_reader_has_a_row(self, app: Flask, admin: Any, signed_in: Any) -> None:
        admin.get("/audit")
        signed_in("admin", name="another").head("/audit")
        names = [entry.actor_name for entry in entries_of(app, "audit.read")]
        assert names == ["quantri", "another"]

    def test_it_is_recorded_again_later(
        self, app: Flask, admin: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        admin.get("/audit")
        monkeypatch.setattr("geo_app.audit.actions.READ_NOTED_EVERY", timedelta(0))
        admin.get("/audit")
        assert len(entries_of(app, "audit.read")) == 2


def table_of(answer: Any) -> list[list[str]]:
    assert answer.status_code == 200
    *rows, _mark = csv.reader(io.StringIO(answer.get_data().decode("utf-8-sig")))
    return rows


class TestTheDownload:
    def test_it_holds_the_same_search(self, app: Flask, admin: Any) -> None:
        note(app, "user.add", "user/hoa", after={"name": "Hòa"}, address="10.0.0.7")
        note(app, "event.record")
        answer = admin.get("/audit.csv?action=user.add&actor=hoa")
        head, row = table_of(answer)

        assert answer.get_data().startswith(b"\xef\xbb\xbf")
        assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
        assert "attachment" in answer.headers["Content-Disposition"]
        assert len(head) == len(row)
        assert row[2:4] == ["hoa", "user.add"]
        assert row[5:7] == ["user/hoa", "10.0.0.7"]
        assert row[8] == '{"name": "Hòa"}'
        assert row[9] == entries_of(app, "user.add")[-1].row_hash

    def test_formulas_are_texts(self, app: Flask, admin: Any) -> None:
        note(app, "=1+1", "@SUM(A1)", actor="+cmd|' /C calc'!A0", address="-2+3")
        row = table_of(admin.get("/audit.csv?subject=@SUM"))[1]
        assert [row[2], row[3], row[5], row[6]] == [
            "'+cmd|' /C calc'!A0", "'=1+1", "'@SUM(A1)", "'-2+3",
        ]  # fmt: skip

    def test_formulas_are_texts_behind_a_semicolon_too(self, app: Flask, admin: Any) -> None:
        note(app, after={"basis": "BB;=cmd|' /C calc'!A0;"})
        row = table_of(admin.get("/audit.csv?action=test.noted"))[1]
        assert row[8] == """{"basis": "BB;'=cmd|' /C calc'!A0;"}"""

    def test_it_comes_in_parts_that_miss_nothing(
        self, app: Flask, admin: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(queries, "PART_LENGTH", 2)
        for number in range(5):
            note(app, subject=f"test/{number}")
        rows = table_of(admin.get("/audit.csv?action=test.noted"))[1:]
        assert [row[5] for row in rows] == [f"test/{number}" for number in (4, 3, 2, 1, 0)]

    def test_it_is_recorded(self, app: Flask, admin: Any) -> None:
        note(app)
        admin.get("/audit.csv?action=test.noted")
        (entry,) = entries_of(app, "export.audit")
        assert entry.after == {"format": "csv", "rows": 1, "filters": {"action": "test.noted"}}

    def test_everything_is_in_it_but_what_came_after(self, admin: Any) -> None:
        before = len(table_of(admin.get("/audit.csv")))
        assert len(table_of(admin.get("/audit.csv"))) == before + 1


class TestTheCheck:
    def check(self, admin: Any) -> str:
        answer = admin.post_form("/audit/check", {}, page="/account")
        assert answer.status_code == 200
        return text_of(answer)

    def test_a_whole_audit(self, app: Flask, admin: Any) -> None:
        page = self.check(admin)
        assert 'flash-success" role="status" id="verdict"' in page
        (entry,) = entries_of(app, "audit.check")
        assert entry.after["whole"] is True
        assert entry.after["rows"] == entry.number - 1

    def test_a_row_that_was_changed_is_named(self, app: Flask, admin: Any) -> None:
        note(app)
        with behind_the_back(address_of(app)) as at:
            entry = entries_of(app, "test.noted")[0]
            edit(at, AuditEntry, entry.id, actor_name="somebody else")
        page = self.check(admin)

        assert 'flash-danger" role="status" id="verdict"' in page
        assert f" {entry.number} " in page.partition('id="verdict"')[2].partition("</div>")[0]
        assert entries_of(app, "audit.check")[-1].after["whole"] is False

    def test_it_is_asked_for_and_not_by_looking(self, app: Flask, admin: Any) -> None:
        assert admin.get("/audit/check").status_code == 405
        admin.get("/audit")
        assert entries_of(app, "audit.check") == []
