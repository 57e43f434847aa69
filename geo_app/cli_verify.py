"""`hotspots verify`: whether anybody has changed behind the application what was recorded."""

from collections.abc import Iterator
from pathlib import Path

import click
from flask import Flask
from sqlalchemy.orm import Session

from geo_app.accounts.actions import checked_district
from geo_app.chain import chained_models
from geo_app.chain_check import UNREADABLE, Verdict, holds
from geo_app.cli_errors import Misused, Refused
from geo_app.cli_params import CODE, TEXT
from geo_app.cli_service import database_of, service
from geo_app.cli_table import table
from geo_app.cli_text import gettext as _
from geo_app.db import snapshot
from geo_app.exports.marks import DIGITS, fingerprints
from geo_app.i18n import show_moment
from geo_app.ledger import anchors
from geo_app.ledger.anchors import Anchor
from geo_app.ledger.journal_check import Comparison, Difference
from geo_app.ledger.verification import Report, check
from geo_app.register.reading import reading_from

# Sheets and exports carry the first digits only.
SHORTEST_HASH, LONGEST_HASH = DIGITS, 64


@click.command(
    help=_("Check the whole ledger: that no row was changed, removed or put in between.")
)
@click.option(
    "--expect",
    type=CODE,
    metavar="HASH",
    help=_(
        "A hash that an earlier check, a sheet or an export shows; it must still be in the ledger."
    ),
)
@click.option(
    "--anchors",
    "files",
    type=click.Path(path_type=Path),
    metavar="FILE",
    multiple=True,
    help=_("Another file of anchors, kept beside backups or on another machine."),
)
@click.option(
    "--district",
    type=CODE,
    default="",
    metavar="CODE,…",
    help=_("The hash is the mark of data: these districts are read again to compare it."),
)
@click.option(
    "--as-of", type=TEXT, metavar="D", help=_("With --district: the day whose state was shown.")
)
@click.option(
    "--known-on",
    type=TEXT,
    metavar="MOMENT",
    help=_("With --district: until when it was recorded, as the sheet says."),
)
def verify_ledger(
    expect: str | None,
    files: tuple[Path, ...],
    district: str,
    as_of: str | None,
    known_on: str | None,
) -> None:
    noted = checked_hash(expect)
    if (district and noted is None) or (not district and (as_of or known_on)):
        raise Misused(_("A mark of data is compared with --expect and --district together."))
    with service() as app, snapshot(database_of(app)) as session:
        # A wrong district or day is said before a long check.
        unlike = district and noted not in marks_of(session, district, as_of, known_on)
        report = check(session, kept_anchors(app, files))
        missing = noted and not district and not is_held(session, noted)
        click.echo(
            table(
                (_("Table"), _("Rows checked"), _("Last hash")),
                [(each.name, str(each.checked), each.last_hash) for each in report.chains],
                numbers=(1,),
            )
        )
        broken = list(sentences(report))
        if missing:
            broken.append(
                _("The hash %(hash)s is in no table: the ledger was rewritten.", hash=noted)
            )
        if unlike:
            broken.append(
                _(
                    "The data read again has not the mark %(hash)s: it is not what was shown then.",
                    hash=noted,
                )
            )
        if broken:
            raise Refused("\n".join(broken))
        click.echo(_("The ledger is whole: %(rows)s rows checked.", rows=report.rows))
        click.echo(sentence_of_anchors(report))
        if report.ahead:
            click.echo(sentence_of_clock(report), err=True)


def is_held(session: Session, noted: str) -> bool:
    return any(holds(session, model, noted) for model in chained_models())


def marks_of(
    session: Session, districts: str, as_of: str | None, known_on: str | None
) -> frozenset[str]:
    """What a sheet or an export of these districts may have shown as the mark of its data."""
    codes = frozenset(checked_district(each) for each in districts.split(",") if each.strip())
    reading = reading_from({"as_of": as_of or "", "known_on": known_on or ""})
    try:
        return frozenset(fingerprints(session, codes, reading))
    except UNREADABLE:
        # The check says which row was edited so.
        return frozenset()


def kept_anchors(app: Flask, files: tuple[Path, ...]) -> Iterator[Anchor]:
    """Those of this installation, and those of the files that are named."""
    own = database_of(app).anchors
    if own is not None and own.exists():
        yield from anchors.read(own)
    for name in files:
        yield from anchors.read(name)


def checked_hash(text: str | None) -> str | None:
    if text is None:
        return None
    text = "".join(text.split()).lower()
    if not SHORTEST_HASH <= len(text) <= LONGEST_HASH or set(text) - set("0123456789abcdef"):
        raise Misused(_("“%(text)s” is not a hash as this command prints it.", text=text[:70]))
    return text


def sentences(report: Report) -> Iterator[str]:
    """What is broken and where, for the operator and for whoever has to explain it."""
    yield from (sentence_of_chain(each) for each in report.chains if not each.whole)
    yield from sentences_of_comparison(report.comparison)
    if report.missing_guards:
        yield _(
            "The database has lost guards of the ledger, or they were changed: %(names)s.",
            names=", ".join(report.missing_guards),
        )
    for anchor in report.strangers[:5]:
        yield _(
            "Entry %(number)s of the journal is not the one that was noted at %(moment)s: the "
            "ledger was rewritten or cut, or this is another register.",
            number=anchor.number,
            moment=show_moment(anchor.at),
        )


def sentence_of_chain(verdict: Verdict) -> str:
    said = {
        "edited": _("Table %(table)s, row %(id)s: its content was changed after it was recorded."),
        "order": _(
            "Table %(table)s, row %(id)s: it does not follow the row before it; a row was "
            "removed, put in between or swapped here."
        ),
        "clock": _("Table %(table)s, row %(id)s: it was recorded before the row before it."),
        "cut": _(
            "Table %(table)s: it does not end where it should; rows were removed at its end, or "
            "added behind the application."
        ),
    }
    return said[verdict.trouble] % {"table": verdict.name, "id": verdict.broken_id}


def sentences_of_comparison(comparison: Comparison) -> Iterator[str]:
    yield from map(sentence_of_difference, comparison.differences)
    more = comparison.count - len(comparison.differences)
    if more:
        yield _("Rows that differ from the journal beside these: %(count)s.", count=more)


def sentence_of_difference(found: Difference) -> str:
    said = {
        "added": _("Table %(table)s, row %(id)s: it was added behind the application."),
        "changed": _("Table %(table)s, row %(id)s: it was changed behind the application."),
        "removed": _("Table %(table)s, row %(id)s: it was removed behind the application."),
        "unaudited": _("Table %(table)s, row %(id)s: it was written without an audit entry."),
        "missing": _("Table %(table)s, row %(id)s: the audit names it, and it is not there."),
    }
    return said[found.kind] % {"table": found.table, "id": found.key}


def sentence_of_anchors(report: Report) -> str:
    if not report.anchors:
        return _(
            "No anchors were compared: a ledger that was rewritten as a whole would not be found."
        )
    return _("Anchors compared: %(count)s.", count=report.anchors)


def sentence_of_clock(report: Report) -> str:
    return _(
        "The last entry is stamped %(moment)s, ahead of the clock of this machine: nothing can be "
        "recorded until then. See “hotspots clock”.",
        moment=show_moment(report.ahead),
    )
