"""What is sent about another district is answered as if there were nothing in it."""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

import pytest
from flask import Flask

from tests.accounts.actors import ANOTHER, OWN, bearer, session_of
from tests.accounts.asked import EVENT, FIGURES, PLACE
from tests.accounts.planted import CODE, MARKS, MERGED_HERE, OURS, empty, plant
from tests.accounts.walk import Told
from tests.factories import make_token, make_user
from tests.kept_rows import KeptRows, kept_rows

THEIRS, ENDED = f"{CODE}-1", f"{CODE}-gone"
UNKNOWN = "999"
SURE = {"reason": "Nhập nhầm", "confirmed": "yes", "version": "1"}
LIKE_THEIRS = {**PLACE, "name": "Đường Kim Giang", "communes": ["Xã Thanh Liệt"]}


@pytest.fixture
def app(make_app: Callable[..., Flask], database_url: str) -> Flask:
    """Without limits on how often: one address asks more here than anybody does in a minute."""
    return make_app(database_url, RATE_LIMITS="0")


@dataclass(frozen=True)
class Sent:
    path: str
    form: dict[str, Any] | None = None
    json: dict[str, Any] | None = None
    headers: dict[str, str] = field(default_factory=dict)

    def of_nothing(self) -> "Sent":
        """The same about a district that there is not, and a hotspot of the same kind."""
        said = json.dumps([self.path, self.form, self.json]).replace(ANOTHER, UNKNOWN)
        return Sent(*json.loads(said), self.headers)


def by_form(numbers: dict[str, int]) -> list[Sent]:
    """What the pages of a session can send, and what somebody makes of it."""
    sent = [
        Sent(f"/hotspots/{code}/{what}", {**form, "version": "1"})
        for code in (THEIRS, ENDED)
        for what, form in (
            ("events", EVENT),
            ("events", {"kind": "withdrawal", **SURE}),
            ("events", {**EVENT, "effective_on": "x"}),
            ("place/confirm", {}),
            ("inspections", FIGURES),
            ("inspections", {}),
            (f"inspections/{numbers['inspection']}/correct", {**FIGURES, "reason": "x"}),
            (f"inspections/{numbers['inspection']}/take-back", {"reason": "x"}),
        )
    ]
    sent += [
        Sent(f"/hotspots/{OURS}/events", {"kind": "merge", "merged_into": THEIRS, **SURE}),
        *(
            Sent(f"/hotspots/{OURS}/events", {"kind": kind, "supersedes": number, **SURE, **said})
            for number in map(str, (1, 2, *numbers.values()))
            for kind, said in (("retraction", {}), ("state", EVENT))
        ),
        Sent(f"/hotspots/{OURS}/inspections/{numbers['inspection']}/take-back", {"reason": "x"}),
        Sent("/indicators/3.1/results", {"unit": ANOTHER, "period": "2024", "value": "5"}),
        Sent("/hotspots/new", {"step": "communes", **PLACE, "district": ANOTHER}),
        Sent("/hotspots/new", {"step": "save", **PLACE, **EVENT, "district": ANOTHER}),
        Sent("/hotspots/new", {"step": "find", **LIKE_THEIRS, **EVENT}),
        Sent("/hotspots/new", {"step": "find", **PLACE, "different_from": THEIRS}),
    ]
    return sent + [
        Sent("/hotspots/bulk", {"hotspot": chosen, "step": step, "stale": chosen, **EVENT})
        for chosen in ([f"{THEIRS}@1"], [f"{THEIRS}@1", f"{ENDED}@9", f"{OURS}@1"])
        for step in ("", "preview", "leave_out", "save")
    ]


def by_program(numbers: dict[str, int]) -> list[Sent]:
    path = "/api/v1/hotspots"
    sent = [
        Sent(f"{path}/{code}/events", json=event, headers={"If-Match": version})
        for code in (THEIRS, ENDED)
        for event in (EVENT, {"kind": "withdrawal", "reason": "x"}, {"level": "nonsense"})
        for version in ("*", '"v1"', '"v9"', "nonsense")
    ]
    numbered = [{"kind": "retraction", "reason": "x"}, {**EVENT, "reason": "x"}]
    sent += [
        Sent(f"{path}/{OURS}/{what}", json={**said, "supersedes": number})
        for number in (1, 2, *numbers.values())
        for what, said in (
            *(("events", event) for event in numbered),
            ("inspections", numbered[0]),
            ("inspections", {**FIGURES, "reason": "x"}),
        )
    ]
    return [
        *sent,
        Sent(f"{path}/{OURS}/events", json={"kind": "merge", "merged_into": THEIRS, "reason": "x"}),
        Sent(f"{path}/{OURS}/events", json=EVENT),
        Sent(f"{path}/{THEIRS}/inspections", json=FIGURES),
        Sent(path, json={**PLACE, **EVENT, "district": ANOTHER}),
        Sent(path, json={**LIKE_THEIRS, **EVENT}),
        Sent(path, json={**PLACE, **EVENT, "different_from": [THEIRS]}),
    ]


@pytest.mark.parametrize("role", ["police", "dolisa"])
def test_a_write_says_nothing_of_another_district(
    app: Flask, role: str, figure: Callable[..., None]
) -> None:
    numbers = plant(app)
    user = make_user(app, role=role, scope=(OWN,))
    city = make_user(app, role=role)
    people = session_of(app, user.name)
    program = bearer(make_token(app, city, districts=[OWN]))
    sent = [(people, each) for each in by_form(numbers)]
    sent += [(program, each) for each in by_program(numbers)]
    with kept_rows(app) as kept:
        there = answers(app, kept, sent)
        gone = answers(app, kept, sent, emptied=True)
        unknown = answers(app, kept, [(headers, each.of_nothing()) for headers, each in sent])
    figure("scope: answers to writes compared with those of an empty district", len(sent))
    named = [each for _headers, each in sent]
    assert [each for each, told in zip(named, there, strict=True) if told.status >= 500] == []
    assert [
        (each, one, other)
        for each, one, other in zip(named, there, gone, strict=True)
        if one != other or is_marked(each, one)
    ] == []
    assert [
        (each, one, other)
        for each, one, other in zip(named, there, unknown, strict=True)
        if one.as_if(ANOTHER, UNKNOWN) != other.as_if(ANOTHER, UNKNOWN)
    ] == []


def answers(
    app: Flask,
    kept: KeptRows,
    sent: Iterable[tuple[dict[str, str], Sent]],
    *,
    emptied: bool = False,
) -> list[Told]:
    found = []
    written = True
    for headers, each in sent:
        if written:
            kept.put_back()
            if emptied:
                empty(app, chain=False)
        client = app.test_client(use_cookies=False)
        answer = client.post(
            each.path, data=each.form, json=each.json, headers={**headers, **each.headers}
        )
        written = answer.status_code < 400
        # A step of an entry leads to the page of the next one.
        if "prepared=" in answer.headers.get("Location", ""):
            answer = client.get(answer.headers["Location"], headers=headers)
        found.append(Told.by(answer, written=written))
    return found


def is_marked(sent: Sent, told: Told) -> bool:
    return any(told.holds(mark) for mark in MARKS if mark not in repr(sent))


def test_what_another_district_leads_to_is_not_lost(app: Flask) -> None:
    """The one thing that is said of it, without a name: that an entry of it stands under ours."""
    plant(app)
    user = make_user(app, role="dolisa", scope=(OWN,))
    sent = Sent(f"/hotspots/{MERGED_HERE}/events", {"kind": "withdrawal", **SURE})
    headers = session_of(app, user.name)
    with kept_rows(app) as kept:
        (told,) = answers(app, kept, [(headers, sent)])
    assert told.status == 409
    assert not is_marked(sent, told)
