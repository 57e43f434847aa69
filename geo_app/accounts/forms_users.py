"""Forms with which an administrator adds users and changes what they may do."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from wtforms import HiddenField, RadioField, SelectMultipleField, ValidationError
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from geo_app import db
from geo_app.accounts import actions
from geo_app.accounts.forms import user_name_field
from geo_app.accounts.models import User
from geo_app.accounts.permissions import OF_DISTRICTS, ROLE_NAMES
from geo_app.accounts.user_actions import seen_as
from geo_app.errors import InvalidError
from geodata.units import Unit, all_units

CITY, DISTRICTS = "city", "districts"
KINDS = ("quận", "huyện", "thị xã")
CHOOSE_A_ROLE = lazy_gettext("Choose a role.")
# Nothing is chosen beforehand: whoever is to see the whole city is given it on purpose.
CHOOSE_WHERE = lazy_gettext("Choose the whole city or certain districts.")
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
        validators=[InputRequired(CHOOSE_A_ROLE)],
        invalid_choice_message=CHOOSE_A_ROLE,
    )
    where = RadioField(
        lazy_gettext("Works in"),
        choices=[
            SelectChoice(CITY, lazy_gettext("the whole city")),
            SelectChoice(DISTRICTS, lazy_gettext("these districts only")),
        ],
        validators=[InputRequired(CHOOSE_WHERE)],
        invalid_choice_message=CHOOSE_WHERE,
    )
    districts = SelectMultipleField(lazy_gettext("Districts"), validate_choice=False)
    seen = HiddenField()

    def validate_where(self, field: Any) -> None:
        if field.data == CITY and self.role.data in OF_DISTRICTS:
            with marked():
                actions.checked_rights(self.role.data, self.scope)

    def validate_districts(self, field: Any) -> None:
        if self.where.data == DISTRICTS and not field.data:
            raise ValidationError(
                lazy_gettext("Tick at least one district, or choose the whole city.")
            )
        with marked():
            for code in self.scope:
                actions.checked_district(code)

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

    def validate_name(self, field: Any) -> None:
        name = field.data.strip()
        with marked():
            actions.checked_name(name)
            actions.refuse_taken(db.session(), name)


@contextmanager
def marked() -> Iterator[None]:
    """Say at the field why it is refused, beside all that is wrong at others."""
    try:
        yield
    except InvalidError as error:
        raise ValidationError(error.detail) from error


def districts_by_kind() -> dict[str, list[Unit]]:
    """The districts to tick, in the order of the codes."""
    units = all_units("2024")
    return {kind: [unit for unit in units if unit.unit_type == kind] for kind in KINDS}
