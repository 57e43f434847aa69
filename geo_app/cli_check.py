"""`hotspots check`: how safely the service is set up."""

import click

from geo_app.cli_errors import Refused
from geo_app.cli_params import TEXT
from geo_app.cli_service import service
from geo_app.cli_table import table
from geo_app.cli_text import gettext as _
from geo_app.safety import State, findings


@click.command(help=_("Say which settings and files are safe, and what to do about the others."))
@click.option(
    "--host",
    type=TEXT,
    metavar="ADDRESS",
    help=_("Address on which the service listens, as for serve."),
)
def check(host: str | None) -> None:
    with service(ready=False):
        found = findings(host)
        cells = [
            (finding.state_name, str(finding.about), str(finding.sentence)) for finding in found
        ]
        click.echo(table((_("State"), _("What"), _("What to do or to know")), cells))
        wrong = sum(finding.state is State.UNSAFE for finding in found)
        if wrong:
            raise Refused(_("Unsafe: %(count)s. See docs/operation.md.", count=wrong))
        click.echo(_("Nothing unsafe was found."))
