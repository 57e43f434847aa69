"""The page for who looks after the service: how safely it is set up."""

from flask import Blueprint, render_template

from geo_app.accounts.access import allow
from geo_app.accounts.permissions import Action
from geo_app.safety.findings import State, findings

blueprint = Blueprint("safety", __name__)


@blueprint.get("/settings")
@allow(Action.MANAGE_ACCOUNTS)
def settings() -> str:
    found = findings()
    wrong = sum(finding.state is State.UNSAFE for finding in found)
    return render_template("operator/settings.html", findings=found, wrong=wrong)
