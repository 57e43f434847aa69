"""Withdrawing a hotspot and merging it into another, and undoing both."""

from collections.abc import Callable

import pytest

from tests.desk.page import Page, faults
from tests.register.writer import Writer, error_at, told

SURE = {"confirmed": "yes"}


@pytest.fixture
def keeper(signed_in: Callable) -> Writer:
    """Somebody of DOLISA, which keeps the register true, before PL2-I-2."""
    return Writer(signed_in("dolisa", name="so.hai"), "PL2-I-2")


def codes_on(writer: Writer, address: str) -> set[str]:
    return {each["href"].rpartition("/")[2] for each in writer.look(address).all("a")}


def test_withdrawing_asks_for_a_reason_and_twice_whether_it_is_meant(keeper: Writer):
    page = keeper.press("withdraw")
    assert page.status == 422
    assert "Tick this" in error_at(page, "withdraw-confirmed")
    assert "Say why" in error_at(page, "withdraw-reason")
    assert page.one("details", id="ending").has("open")
    page = keeper.press("withdraw", reason="Nhập nhầm địa bàn")
    assert page.status == 422
    assert page.one("textarea", id="withdraw-reason").text.strip() == "Nhập nhầm địa bàn"
    # The other forms of the page stay as they were.
    assert page.one("textarea", id="merge-reason").text.strip() == ""
    assert not page.all("p", id="merge-reason-error")


def test_a_withdrawn_hotspot_leaves_the_lists_says_why_and_comes_back(keeper: Writer):
    page = keeper.press("withdraw", reason="Nhập nhầm địa bàn", **SURE)
    assert "Withdrawn." in page.one("div", id="messages").text
    banner = told(page.one("section", id="ended"))
    assert "This hotspot was withdrawn" in banner
    assert "by so.hai at" in banner
    assert "Nhập nhầm địa bàn" in banner
    assert not page.all("form", id="event-form")
    assert not page.all("details", id="ending")
    assert "Correct" not in page.one("ol", class_="timeline").text
    assert faults(page) == []
    assert "PL2-I-2" not in codes_on(keeper, "/hotspots")
    map_codes = keeper.client.get("/map/hotspots.geojson").get_json(force=True)["features"]
    assert "PL2-I-2" not in {each["id"] for each in map_codes}

    keeper.look()
    page = keeper.press("bring-back")
    assert page.status == 422
    assert "Say why" in error_at(page, "bring-back-reason")
    page = keeper.press("bring-back", reason="Đã kiểm tra lại, điểm có thật")
    assert not page.all("section", id="ended")
    assert page.all("form", id="event-form")
    old = keeper.entry("Withdrawn")
    assert "Taken back by so.hai at" in told(old)
    assert "Đã kiểm tra lại, điểm có thật" in told(old)
    assert "PL2-I-2" in codes_on(keeper, "/hotspots")


def test_a_merged_hotspot_and_its_target_name_each_other_until_it_is_undone(keeper: Writer):
    page = keeper.press("merge", merged_into="PL2-I-1", reason="Cùng một đoạn đường", **SURE)
    banner = page.one("section", id="ended")
    assert "merged into another" in banner.text
    assert "/hotspots/PL2-I-1" in {each["href"] for each in page.inside(banner)}
    assert "Merged into this one: Tuyến đường" in keeper.look("/hotspots/PL2-I-1").text
    keeper.look()
    page = keeper.press("bring-back", reason="Hai điểm khác nhau")
    assert not page.all("section", id="ended")
    assert "Merged into this one" not in keeper.look("/hotspots/PL2-I-1").text


@pytest.mark.parametrize("target", ["", "PL2-I-2", "NOWHERE", "x" * 40])
def test_a_merge_needs_another_hotspot(keeper: Writer, target: str):
    page = keeper.press("merge", merged_into=target, reason="Trùng", **SURE)
    assert page.status in {409, 422}
    assert page.one("input", id="merge-merged_into")["value"] == target
    assert page.one("textarea", id="merge-reason").text.strip() == "Trùng"
    assert "hotspot" in error_at(page, "merge-merged_into")


def test_a_target_of_merges_is_withdrawn_only_once_they_are_undone(keeper: Writer):
    keeper.press("merge", merged_into="PL2-I-1", reason="Trùng", **SURE)
    target = Writer(keeper.client, "PL2-I-1")
    page = target.press("withdraw", reason="Nhập nhầm", **SURE)
    assert page.status == 409
    assert "Others were merged into this hotspot: PL2-I-2" in page.text


def test_what_was_typed_while_somebody_withdrew_the_hotspot_is_not_lost(
    keeper: Writer, signed_in: Callable
):
    officer = Writer(signed_in("police", name="ca.mot"), "PL2-I-2")
    keeper.press("withdraw", reason="Nhập nhầm", **SURE)
    typed = {"effective_on": "5/2024", "level": "active", "basis": "BB 5", "note": "Ghi chú dài"}
    page = officer.save(**typed)
    assert page.status == 412
    assert "Withdrawn: Nhập nhầm" in told(page.one("div", id="meanwhile"))
    page = officer.save()
    assert page.status == 409
    assert "This hotspot was withdrawn. Bring it back" in page.text
    assert page.value("note") == "Ghi chú dài"


def test_only_who_keeps_the_register_ends_hotspots_and_brings_them_back(
    keeper: Writer, signed_in: Callable
):
    officer = Writer(signed_in("police", name="ca.mot"), "PL2-I-2")
    assert not officer.page.all("details", id="ending")
    based = {"version": officer.page.value("version"), "reason": "x", **SURE}
    answer = officer.client.post_form(
        f"{officer.path}/events", {**based, "kind": "withdrawal"}, page=officer.path
    )
    assert answer.status_code == 403
    keeper.press("withdraw", reason="Nhập nhầm", **SURE)
    page = officer.look()
    assert page.all("section", id="ended")
    assert not page.all("button", id="bring-back")
    number = officer.entry("Withdrawn")["id"].removeprefix("event-")
    back = {"version": "2", "reason": "x", "kind": "retraction", "supersedes": number}
    answer = officer.client.post_form(f"{officer.path}/events", back, page=officer.path)
    assert answer.status_code == 403
    assert officer.look().all("section", id="ended")


def test_who_may_not_see_the_other_hotspot_reads_nothing_of_it(keeper: Writer, signed_in: Callable):
    keeper.press("merge", merged_into="PL2-II-1", reason="Trùng", **SURE)
    page = Page.of(signed_in("viewer", scope=("020",)).get("/hotspots/PL2-I-2"))
    banner = page.one("section", id="ended")
    assert "gộp vào một điểm ngoài địa bàn của tài khoản" in banner.text
    assert "PL2-II-1" not in page.text
    page = Page.of(signed_in("viewer", scope=("008",)).get("/hotspots/PL2-II-1"))
    assert "PL2-I-2" not in page.text


def test_a_hotspot_that_has_ended_offers_no_correction(keeper: Writer):
    number = keeper.entry("5 February 2024")["id"].removeprefix("event-")
    keeper.press("withdraw", reason="Nhập nhầm", **SURE)
    page = keeper.look(f"{keeper.path}/events/{number}/correct")
    assert "cannot be changed any more" in page.text
    assert not page.all("form", id="event-form")
