"""`hotspots clock`: the way out after the clock of the machine was ahead."""

import click

from geo_app.cli_service import database_of, service
from geo_app.cli_table import table
from geo_app.cli_text import gettext as _
from geo_app.db import now, snapshot
from geo_app.i18n import show_moment
from geo_app.ledger.clock import ahead, go_on_from_clock


@click.command(
    help=_(
        "Say whether the last entries are stamped ahead of the clock, and go on from the clock. "
        "Set the clock of the machine right before."
    )
)
@click.option("--commit", is_flag=True, help=_("Do it; without this, only say what would be done."))
def clock(*, commit: bool) -> None:
    with service(ready=False) as app:
        database = database_of(app)
        with snapshot(database) as session:
            found = ahead(session)
        if not found:
            click.echo(_("No entry is stamped ahead of the clock; there is nothing to do."))
            return
        click.echo(
            table(
                (_("Table"), _("Rows"), _("Last entry")),
                [(each.table, str(each.length), show_moment(each.last_at)) for each in found],
                numbers=(1,),
            )
        )
        if not commit:
            click.echo(
                _(
                    "The clock of this machine says %(now)s. If that is right, run the command "
                    "again with --commit: these entries keep their moments, and what comes is "
                    "stamped by the clock again.",
                    now=show_moment(now()),
                )
            )
            return
        go_on_from_clock(database)
        click.echo(_("The register goes on from %(now)s.", now=show_moment(now())))
