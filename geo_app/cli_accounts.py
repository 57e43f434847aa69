"""`hotspots user` and `hotspots token`."""

import sys

import click

from geo_app.accounts import actions, queries, token_actions, user_actions, welcome
from geo_app.accounts.permissions import ROLE_NAMES, ROLES
from geo_app.cli_errors import Misused, Refused
from geo_app.cli_params import CODE, TEXT
from geo_app.cli_service import database_of, service
from geo_app.cli_table import table
from geo_app.cli_text import gettext as _
from geo_app.db import session


@click.group(help=_("People and programs that may use the service."))
def user() -> None:
    pass


@user.command(help=_("Add a user."))
@click.argument("name", type=TEXT)
@click.option("--role", required=True, type=click.Choice(ROLES), help=_("What the user may do."))
@click.option(
    "--scope",
    type=CODE,
    default="",
    metavar="CODE,…",
    help=_("Codes of the districts the user works in; the whole city if left out."),
)
@click.option(
    "--password-stdin", is_flag=True, help=_("Read the password from standard input, one line.")
)
def add(name: str, role: str, scope: str, *, password_stdin: bool) -> None:
    codes = [code.strip() for code in scope.split(",") if code.strip()]
    with service() as app:
        actions.check_user(name=name, role=role, scope=codes)
        made = actions.add_user(
            database_of(app),
            name=name,
            role=role,
            scope=codes,
            password=read_password(from_stdin=password_stdin),
        )
        districts = ", ".join(sorted(made.districts or ())) or _("whole city")
        click.echo(
            _("Added %(name)s (%(role)s; %(scope)s).", name=name, role=role, scope=districts)
        )


def read_password(*, from_stdin: bool) -> str:
    if from_stdin:
        try:
            # Windows programs like to begin a stream with a byte order mark.
            return sys.stdin.buffer.readline().decode("utf-8-sig").rstrip("\r\n")
        except UnicodeDecodeError as error:
            raise Misused(_("The password on standard input is not UTF-8 text.")) from error
    typed: str = click.prompt(_("Password"), hide_input=True, confirmation_prompt=True, err=True)
    return typed


@user.command("list", help=_("Show the users."))
def list_users() -> None:
    with service():
        rows = [
            (
                each.name,
                each.role,
                str(ROLE_NAMES.get(each.role, "")),
                ", ".join(sorted(each.districts or ())) or _("whole city"),
                _("yes") if each.active else _("no"),
            )
            for each in queries.users(session())
        ]
        headings = (_("User name"), _("Role"), "", _("Scope"), _("In use"))
        click.echo(table(headings, rows) if rows else _("There is no user yet."))


@user.command(help=_("Let a user sign in no more; the sessions end, and the tokens rest."))
@click.argument("name", type=TEXT)
def deactivate(name: str) -> None:
    with service() as app:
        found = user_actions.user_named(session(), name)
        user_actions.set_active(database_of(app), found, active=False)
        click.echo(_("%(name)s may not sign in any more, and was signed out.", name=found.name))


@user.command(help=_("Let a user sign in again."))
@click.argument("name", type=TEXT)
def activate(name: str) -> None:
    with service() as app:
        found = user_actions.user_named(session(), name)
        user_actions.set_active(database_of(app), found, active=True)
        click.echo(_("%(name)s may sign in again.", name=found.name))


@user.command(help=_("Let a user try again at once who is locked after failed sign-ins."))
@click.argument("name", type=TEXT)
def unlock(name: str) -> None:
    with service() as app:
        found = user_actions.user_named(session(), name)
        if user_actions.lift_lock(database_of(app), found):
            click.echo(_("%(name)s may try again at once.", name=found.name))
        else:
            click.echo(
                _(
                    "There are no failed sign-ins of %(name)s. Should signing in be refused all "
                    "the same, run this with the settings of the service, its secret key "
                    "above all.",
                    name=found.name,
                )
            )


@user.command(
    "first-admin", help=_("Make a code, good once, with which somebody becomes the first admin.")
)
def first_admin() -> None:
    with service() as app:
        made = welcome.code_for_first_admin(database_of(app))
        if made is None:
            raise Refused(_("There is an administrator already, who can add others."))
        click.echo(welcome.first_admin_sentence(made))


@click.group(help=_("Tokens with which programs use the service."))
def token() -> None:
    pass


@user.command(help=_("Make a code, good once, with which a user chooses a new password."))
@click.argument("name", type=TEXT)
def code(name: str) -> None:
    with service() as app:
        made = welcome.code_for(database_of(app), name)
        click.echo(
            _(
                "Code for %(name)s, good once and for three days. To be typed in at /welcome:",
                name=name,
            ),
            err=True,
        )
        click.echo(made)


@token.command(help=_("Make a token that speaks for a user. It is shown once and never again."))
@click.argument("name", type=TEXT)
@click.option("--days", type=int, help=_("How many days it is good for."))
@click.option("--read-only", is_flag=True, help=_("It may look and not write."))
@click.option(
    "--scope",
    type=CODE,
    default="",
    metavar="CODE,…",
    help=_("Codes of the districts it is good for; all of its user's if left out."),
)
@click.option(
    "--label", type=TEXT, default="", help=_("What it is for, to know it again in the list.")
)
def create(name: str, days: int | None, scope: str, label: str, *, read_only: bool) -> None:
    codes = [code.strip() for code in scope.split(",") if code.strip()]
    wanted = token_actions.Wanted(label, days, may_write=not read_only, districts=codes)
    with service() as app:
        secret = token_actions.create_token(database_of(app), user_name=name, wanted=wanted)
        click.echo(
            _(
                "Token of %(name)s. Keep it safe: it is shown once. Programs send it as "
                "“Authorization: Bearer TOKEN”.",
                name=name,
            ),
            err=True,
        )
        click.echo(secret)
