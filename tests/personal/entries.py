"""Every door through which free text comes into the register, and how a test goes through it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from typing import Any

from tests.cli_runs import run_command
from tests.factories import make_inspection

# Handed over by the plan: a visit may record the same again, with both agencies.
CODE = "PL3-I-5"
HOTSPOT = f"/hotspots/{CODE}"
EVENT = {"effective_on": "2024-05-17", "clearance": "handed_over", "level": "inactive"}
INSPECTION = {
    "effective_on": "2024-05-17",
    "team": "district",
    "establishments_checked": 5,
    "establishments_violating": 2,
    "people_informed": 14,
}
NEW = {
    "category": "public_place",
    "district": "002",
    "effective_on": "2024-05-17",
    "level": "active",
    "clearance": "handed_over",
}
GOOD = {"name": "Phố Hàng Bạc, đoạn đầu", "place": "Phố Hàng Bạc", "different_from": "PL2-I-1"}
AGENCIES = ("handed_over_by", "handed_over_to")
EVENT_FIELDS = ("basis", "note", *AGENCIES, "reason")
INSPECTION_FIELDS = ("basis", "note", "reason")
NEW_FIELDS = ("name", "place", "basis", "note", *AGENCIES)


@dataclass
class Doors:
    """Somebody at a screen, a program, and somebody at the console of the same service."""

    app: Any
    person: Any
    program: Any
    folder: Path

    def version(self) -> int:
        return int(self.program.get(f"/api/v1{HOTSPOT}").json["properties"]["version"])

    def form(self, path: str, sent: Mapping[str, Any], page: str) -> "Answer":
        answer = self.person.post_form(path, dict(sent), page=page)
        return Answer(answer.status_code == 302, unescape(answer.get_data(as_text=True)))

    def json(self, path: str, sent: Mapping[str, Any]) -> "Answer":
        answer = self.program.post(f"/api/v1{path}", json=dict(sent))
        return Answer(answer.status_code == 201, answer.get_data(as_text=True))


@dataclass(frozen=True)
class Answer:
    saved: bool
    text: str


@dataclass(frozen=True)
class Entry:
    """A door: what leads there, the fields it takes, and the column that keeps each of them."""

    endpoint: str
    table: str
    fields: tuple[str, ...]
    send: Callable[[Doors, Mapping[str, str]], Answer]
    kept_as: Mapping[str, str] = field(default_factory=dict)
    # A field that the page of this form does not show; it can be sent all the same.
    unseen: str = ""

    def column(self, name: str) -> str:
        return self.kept_as.get(name, f"{self.table}.{name}")


def event_form(doors: Doors, texts: Mapping[str, str]) -> Answer:
    sent = {**EVENT, **texts, "version": doors.version()}
    return doors.form(f"{HOTSPOT}/events", sent, HOTSPOT)


def corrected_event(doors: Doors, texts: Mapping[str, str]) -> Answer:
    events = doors.program.get(f"/api/v1{HOTSPOT}/events").json["events"]
    wrong = max(each["id"] for each in events if each["clearance"] == "handed_over")
    sent = {**EVENT, **texts, "version": doors.version(), "supersedes": wrong}
    return doors.form(f"{HOTSPOT}/events", sent, HOTSPOT)


def event_in_bulk(doors: Doors, texts: Mapping[str, str]) -> Answer:
    sent = {**EVENT, **texts, "hotspot": f"{CODE}@{doors.version()}", "step": "save"}
    return doors.form("/hotspots/bulk", sent, "/hotspots/bulk")


def event_of_a_program(doors: Doors, texts: Mapping[str, str]) -> Answer:
    return doors.json(f"{HOTSPOT}/events", {**EVENT, **texts})


def event_of_a_table(doors: Doors, texts: Mapping[str, str]) -> Answer:
    sent = {"code": CODE, **EVENT, **texts}
    path = doors.folder / "khao-sat.csv"
    path.write_text(";".join(sent) + "\n" + ";".join(map(str, sent.values())), encoding="utf-8")
    result = run_command("import", str(path), "--commit")
    return Answer(result.exit_code == 0, result.output)


def file_name(doors: Doors, texts: Mapping[str, str]) -> Answer:
    path = doors.folder / f"{texts['file']}.csv"
    path.write_text(f"code,effective_on,level,note\n{CODE},2024,inactive,Khảo sát", "utf-8")
    result = run_command("import", str(path), "--commit")
    return Answer(result.exit_code == 0, result.output)


def hotspot_form(doors: Doors, texts: Mapping[str, str]) -> Answer:
    sent = {**NEW, **texts, "communes": "Hàng Bạc"}
    looked = doors.person.post_form(
        "/hotspots/new", {**sent, "step": "find"}, follow_redirects=True
    )
    seen = (
        unescape(looked.get_data(as_text=True))
        .partition('name="seen" value="')[2]
        .partition('"')[0]
    )
    return doors.form("/hotspots/new", {**sent, "step": "save", "seen": seen}, "/hotspots/new")


def hotspot_of_a_program(doors: Doors, texts: Mapping[str, str]) -> Answer:
    sent: dict[str, Any] = {**NEW, **texts, "communes": ["Hàng Bạc"]}
    sent["different_from"] = [texts["different_from"]]
    return doors.json("/hotspots", sent)


def inspection_form(doors: Doors, texts: Mapping[str, str]) -> Answer:
    sent = {**INSPECTION, **texts}
    return doors.form(f"{HOTSPOT}/inspections", sent, f"{HOTSPOT}/inspections/new")


def corrected_inspection(doors: Doors, texts: Mapping[str, str]) -> Answer:
    path = f"{HOTSPOT}/inspections/{make_inspection(doors.app, CODE).id}/correct"
    return doors.form(path, {**INSPECTION, **texts}, path)


def inspection_taken_back(doors: Doors, texts: Mapping[str, str]) -> Answer:
    path = f"{HOTSPOT}/inspections/{make_inspection(doors.app, CODE).id}/take-back"
    return doors.form(path, texts, path)


def inspection_of_a_program(doors: Doors, texts: Mapping[str, str]) -> Answer:
    return doors.json(f"{HOTSPOT}/inspections", {**INSPECTION, **texts})


def result_form(doors: Doors, texts: Mapping[str, str]) -> Answer:
    sent = {"unit": "city", "period": "2024", "value": "1200", "state": "submitted", **texts}
    return doors.form("/indicators/3.1/results", sent, "/indicators/3.1")


# What the first event of a new hotspot says, and how its place was found, is kept elsewhere.
OF_A_NEW_ONE = {
    "place": "hotspot.place_steps",
    "different_from": "audit_entry.after",
    **{name: f"event.{name}" for name in EVENT_FIELDS},
}
ENTRIES = (
    Entry("register.record", "event", EVENT_FIELDS, event_form, unseen="reason"),
    Entry("register.record", "event", EVENT_FIELDS, corrected_event),
    Entry("register.bulk_step", "event", EVENT_FIELDS, event_in_bulk, unseen="reason"),
    Entry("api.record_event", "event", EVENT_FIELDS, event_of_a_program),
    Entry("hotspots import", "event", EVENT_FIELDS[:-1], event_of_a_table),
    Entry("hotspots import", "audit_entry", ("file",), file_name, {"file": "audit_entry.subject"}),
    Entry("register.add", "hotspot", NEW_FIELDS, hotspot_form, OF_A_NEW_ONE),
    Entry(
        *("api.add_hotspot", "hotspot", (*NEW_FIELDS, "different_from")),
        *(hotspot_of_a_program, OF_A_NEW_ONE),
    ),
    Entry("inspections.record", "inspection", INSPECTION_FIELDS, inspection_form, unseen="reason"),
    Entry("inspections.record_correction", "inspection", INSPECTION_FIELDS, corrected_inspection),
    Entry("inspections.record_taking_back", "inspection", ("reason",), inspection_taken_back),
    Entry("api.record_inspection", "inspection", INSPECTION_FIELDS, inspection_of_a_program),
    Entry("indicators.record", "indicator_result", ("basis", "note"), result_form),
)

# What else writes, and why no free text of the register comes in there.
WITHOUT_FREE_TEXT = {
    "register.confirm_place": "takes a version only",
    "audit.check": "takes nothing",
    "hotspots init": "brings the plan, which is looked through as a whole",
    "hotspots serve": "writes nothing itself",
    "hotspots geocode": "reads only",
    "hotspots snapshot": "reads only",
    "hotspots check": "reads only",
    "hotspots verify": "reads only",
    "hotspots clock": "takes a choice only",
    "hotspots backup": "copies what was looked through",
    "hotspots restore": "puts back what was looked through",
}
# Users are the persons whom the service may know.
ABOUT_USERS = ("geo_app.accounts", "hotspots user ", "hotspots token ")
TABLES_OF_USERS = (
    *("user_account", "user_scope", "user_session", "token", "one_time_code"),
    *("recovery_code", "failed_sign_in"),
)
# Columns of text into which nobody types: what they hold is made or chosen from a list.
MADE_BY_THE_SERVICE = {
    "chain_head": ("name", "row_hash"),
    "indicator": (
        *("code", "parent", "text_vi", "unit_vi", "target_kind", "lead_agencies"),
        *("coordinating_agencies", "scope"),
    ),
    "audit_entry": ("actor_name", "action", "before", "address", "previous_hash", "row_hash"),
    "hotspot": (
        *("code", "category", "district_code", "communes", "service_types", "place_precision"),
        *("place_verdict", "source_plan", "source_appendix", "source_row", "source_level_mark"),
        *("source_note", "previous_hash", "row_hash"),
    ),
    "indicator_result": (
        *("indicator_code", "unit_code", "period", "state", "previous_hash", "row_hash"),
    ),
    # The answer to a write that was looked through.
    "kept_answer": ("key_hash", "request_hash", "headers", "body"),
    "request_count": ("key_hash", "moments"),
    "journal_entry": ("rows", "previous_hash", "row_hash"),
    # Texts that have passed the rules: test_prepared.py, test_views_new.py in tests/register/.
    "prepared_entry": ("key", "content"),
    "event": (*("kind", "effective_precision", "level", "clearance", "previous_hash", "row_hash"),),
    "inspection": (*("kind", "effective_precision", "team_level", "previous_hash", "row_hash"),),
}
