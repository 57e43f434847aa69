"""`hotspots import`: events from a table, all of them or none."""

import hashlib
from pathlib import Path

import click

from geo_app.accounts import audit
from geo_app.cli_csv import is_shown, read_table
from geo_app.cli_errors import Refused, sentences_of
from geo_app.cli_files import content_of
from geo_app.cli_service import database_of, service
from geo_app.cli_table import table
from geo_app.cli_text import gettext as _
from geo_app.errors import InvalidError
from geo_app.i18n import show_number, today
from geo_app.register.importing import ImportRow, columns_in, row_of, with_outcomes
from geo_app.register.queries import Standing
from geo_app.register.rules import trouble_in_text
from geo_app.register.together import SourceFile, record_together
from geo_app.register.vocabulary import CLEARANCE_NAMES, LEVEL_NAMES

# As long as a name can be on the disks of today.
LONGEST_FILE_NAME = 255


@click.command(
    help=_("Record events from a CSV table: all of them or none. Without --commit, only show.")
)
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--commit", is_flag=True, help=_("Record them; without it nothing is saved."))
def import_events(file: Path, *, commit: bool) -> None:
    content = content_of(file)
    found = read_table(file, content)
    with service() as app:
        # The audit names the file.
        if trouble := trouble_in_text(file.name, LONGEST_FILE_NAME):
            raise InvalidError(trouble)
        columns = columns_in(found.headings)
        told = (row for row in found.rows if any(map(is_shown, row.cells)))
        rows = [row_of(row.line, columns, row.cells, today=today()) for row in told]
        planned = [row.planned for row in rows if row.planned]
        outcomes = record_together(
            database_of(app),
            planned,
            actor=audit.SYSTEM,
            scope=None,
            # A row that cannot even be read keeps all the others out as well.
            keep=commit and 0 < len(planned) == len(rows),
            source=SourceFile(file.name, hashlib.sha256(content).hexdigest()),
        )
        rows = with_outcomes(rows, outcomes)
        show(rows)
        finish(rows, commit=commit)


def show(rows: list[ImportRow]) -> None:
    """One line a row: what it would change, or why it cannot be recorded."""
    if not rows:
        return
    headings = (_("Line"), _("Code"), _("Date"), _("What becomes of it"))
    cells = [
        (str(row.line), row.values.get("code", ""), row.values.get("effective_on", ""), said(row))
        for row in rows
    ]
    click.echo(table(headings, cells, numbers=(0,)))


def said(row: ImportRow) -> str:
    if row.refusal is not None:
        refusal = row.refusal
        sentences = sentences_of(refusal) if isinstance(refusal, InvalidError) else [refusal.detail]
        return _("REFUSED: %(why)s", why=" ".join(map(str, sentences)))
    if row.is_unchanged:
        return _("unchanged: recorded already")
    recorded = row.outcome.recorded if row.outcome else None
    if recorded is None:
        return ""
    before, after = state_text(recorded.before), state_text(recorded.after)
    if before == after:
        return _("%(state)s, as before; recorded in its history", state=after)
    return f"{before} → {after}"


def state_text(standing: Standing) -> str:
    return f"{CLEARANCE_NAMES[standing.clearance]}, {LEVEL_NAMES[standing.level]}"


def finish(rows: list[ImportRow], *, commit: bool) -> None:
    """The last sentence; a failure where anything was refused."""
    refused = sum(row.refusal is not None for row in rows)
    unchanged = sum(row.is_unchanged for row in rows)
    count = show_number(len(rows) - unchanged, 0)
    if not rows:
        click.echo(_("The table has no rows; nothing was saved."))
    elif refused:
        raise Refused(
            _(
                "%(refused)s of %(rows)s rows are refused, so nothing was saved. "
                "Correct them and run the command again.",
                refused=show_number(refused, 0),
                rows=show_number(len(rows), 0),
            )
        )
    elif unchanged == len(rows):
        click.echo(
            _(
                "All %(rows)s events are recorded already; nothing was saved.",
                rows=show_number(unchanged, 0),
            )
        )
    elif commit:
        click.echo(_("%(rows)s events were recorded.", rows=count))
    else:
        click.echo(
            _("%(rows)s events could be recorded. Nothing was saved: add --commit.", rows=count)
        )
    if 0 < unchanged < len(rows) and not refused:
        click.echo(
            _("%(rows)s are recorded already and stay unchanged.", rows=show_number(unchanged, 0))
        )
