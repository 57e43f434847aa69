"""What is recorded about reading the audit: who looked for what, and who took it along."""

from collections.abc import Mapping
from datetime import timedelta

from geo_app.accounts import audit
from geo_app.accounts.models import AuditEntry
from geo_app.chain_check import Verdict, verify
from geo_app.db import Database, snapshot
from geo_app.personal import findings_in

SUBJECT = "audit"
HIDDEN = "…"
# Whoever leafs through the pages of one search has read the audit once.
READ_NOTED_EVERY = timedelta(minutes=1)


def note_reading(database: Database, typed: Mapping[str, str], *, actor: audit.Actor) -> None:
    audit.note(
        database,
        actor,
        "audit.read",
        SUBJECT,
        after={"filters": kept(typed)},
        once_in=READ_NOTED_EVERY,
    )


def note_export(
    database: Database, typed: Mapping[str, str], rows: int, *, actor: audit.Actor
) -> None:
    after = {"format": "csv", "rows": rows, "filters": kept(typed)}
    audit.note(database, actor, "export.audit", SUBJECT, after=after)


def kept(typed: Mapping[str, str]) -> dict[str, str]:
    """The filters without what points to a person: the audit keeps them for good."""
    return {name: HIDDEN if findings_in(text) else text for name, text in typed.items()}


def check(database: Database, *, actor: audit.Actor) -> Verdict:
    """Follow the chain of the audit from its first row to its last; it reads the whole table."""
    with snapshot(database) as session:
        verdict = verify(session, AuditEntry)
    after = {"rows": verdict.checked, "whole": verdict.whole}
    audit.note(database, actor, "audit.check", SUBJECT, after=after)
    return verdict
