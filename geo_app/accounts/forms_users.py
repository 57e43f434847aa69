"""Forms with which an administrator adds users and changes what they may do."""

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from wtforms import HiddenField, RadioField, SelectMultipleField, ValidationError
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from geo_app.accounts.forms import user_name_field
from geo_app.accounts.models import User
from geo_app.accounts.permissions import ROLE_NAMES
from geo_app.accounts.user_actions import seen_as
from geodata.units import Unit, all_units

CITY, DISTRICTS = "city", "districts"
KINDS = ("quận", "huyện", "thị xã")
ROLE_HINTS: dict[str, Any] = {
    "viewer": lazy_gettext("looks, and changes nothing"),
    "police": lazy_gettext("records events, inspections and new hotspots"),
    "district": lazy_gettext("like the police, and reports figures of its district"),
    "dolisa": lazy_gettext("keeps the register: also withdraws and merges hotspots"),
    "admin": lazy_gettext("looks after accounts and reads the audit; writes nothing else"),
}


class RightsForm(FlaskForm):
    """What a user may do, and where."""

    role = RadioField(
        lazy_gettext("Role"),
        choices=[SelectChoice(code, name) for code, name in ROLE_NAMES.items()],
        validators=[InputRequired(lazy_gettext("Choose a role."))],
    )
    where = RadioField(
        lazy_gettext("Works in"),
        choices=[
            SelectChoice(CITY, lazy_gettext("the whole city")),
            SelectChoice(DISTRICTS, lazy_gettext("these districts only")),
        ],
        default=CITY,
    )
    districts = SelectMultipleField(lazy_gettext("Districts"), validate_choice=False)
    seen = HiddenField()

    def validate_districts(self, field: Any) -> None:
        if self.where.data == DISTRICTS and not field.data:
            raise ValidationError(
                lazy_gettext("Tick at least one district, or choose the whole city.")
            )

    @property
    def scope(self) -> Sequence[str]:
        """The districts chosen; none of them is the whole city."""
        return (self.districts.data or ()) if self.where.data == DISTRICTS else ()

    @classmethod
    def of(cls, user: User) -> "RightsForm":
        """The form as the user stands; a form that was sent keeps what was typed."""
        districts = sorted(user.districts or ())
        where = DISTRICTS if districts else CITY
        return cls(role=user.role, where=where, districts=districts, seen=seen_as(user))


class NewUserForm(RightsForm):
    name = user_name_field()


def districts_by_kind() -> dict[str, list[Unit]]:
    """The districts to tick, in the order of the codes."""
    units = all_units("2024")
    return {kind: [unit for unit in units if unit.unit_type == kind] for kind in KINDS}
