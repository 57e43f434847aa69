"""`hotspots verify`: whether anybody has changed behind the application what was recorded."""

import click

from geo_app.chain import chained_models
from geo_app.chain_check import Verdict, holds, verify
from geo_app.cli_errors import Misused, Refused
from geo_app.cli_service import database_of, service
from geo_app.cli_table import table
from geo_app.cli_text import gettext as _
from geo_app.db import snapshot

HASH_LENGTH = 64


@click.command(
    help=_("Check the whole ledger: that no row was changed, removed or put in between.")
)
@click.option(
    "--expect",
    metavar="HASH",
    help=_("A hash that an earlier check printed; it must still be in the ledger."),
)
def verify_ledger(expect: str | None) -> None:
    noted = checked_hash(expect)
    with service() as app, snapshot(database_of(app)) as session:
        verdicts = [verify(session, model) for model in chained_models()]
        missing = noted and not any(holds(session, model, noted) for model in chained_models())
    click.echo(
        table(
            (_("Table"), _("Rows checked"), _("Last hash")),
            [(each.name, str(each.checked), each.last_hash) for each in verdicts],
            numbers=(1,),
        )
    )
    broken = [sentence_of(each) for each in verdicts if not each.whole]
    if missing:
        broken.append(_("The hash %(hash)s is in no table: the ledger was rewritten.", hash=noted))
    if broken:
        raise Refused("\n".join(broken))
    rows = sum(each.checked for each in verdicts)
    click.echo(_("The ledger is whole: %(rows)s rows checked.", rows=rows))


def checked_hash(text: str | None) -> str | None:
    if text is None:
        return None
    text = text.strip().lower()
    if len(text) != HASH_LENGTH or set(text) - set("0123456789abcdef"):
        raise Misused(_("“%(text)s” is not a hash as this command prints it.", text=text[:70]))
    return text


def sentence_of(verdict: Verdict) -> str:
    """What is broken and where, for the operator and for whoever has to explain it."""
    sentences = {
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
    return sentences[verdict.trouble] % {"table": verdict.name, "id": verdict.broken_id}
