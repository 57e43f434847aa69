"""Forms for signing in and for one's own account."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from wtforms import BooleanField, HiddenField, IntegerField, PasswordField, StringField
from wtforms.validators import (
    EqualTo,
    InputRequired,
    Length,
    NumberRange,
    Optional,
    StopValidation,
    ValidationError,
)

from geo_app.accounts.codes import LONGEST
from geo_app.accounts.passwords import MAX_LENGTH, MIN_LENGTH
from geo_app.accounts.token_actions import LONGEST_NAME as LONGEST_TOKEN_NAME
from geo_app.personal.refusal import personal_refusal
from geo_app.visible_text import visible

LONGEST_NAME = 64
TOO_LONG_PASSWORD = lazy_gettext("This is longer than any password.")
WHOLE_DAYS = lazy_gettext("Enter a whole number of days.")
TOO_LONG_CODE = lazy_gettext("This is longer than any code.")


class NoLongerThan(Length):
    """Ends the checks of a field: what is too long is read by no other."""

    def __init__(self, longest: int, message: Any) -> None:
        super().__init__(max=longest, message=message)

    def __call__(self, form: Any, field: Any) -> None:
        try:
            super().__call__(form, field)
        except ValidationError as error:
            raise StopValidation(str(error)) from error


def can_be_shown(_form: Any, field: Any) -> None:
    text = field.data or ""
    if not text.isprintable() or not visible(text).strip():
        raise ValidationError(_("This holds characters that cannot be shown. Type it again."))


def names_nobody(_form: Any, field: Any) -> None:
    refusal = personal_refusal(field.data or "")
    if refusal:
        raise ValidationError(refusal)


def user_name_field() -> Any:
    return StringField(
        lazy_gettext("User name"),
        validators=[
            InputRequired(lazy_gettext("Enter your user name.")),
            NoLongerThan(LONGEST_NAME, lazy_gettext("This is longer than any user name.")),
        ],
        render_kw={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"},
    )


def password_field(label: Any, empty: Any) -> Any:
    return PasswordField(
        label,
        validators=[InputRequired(empty), NoLongerThan(MAX_LENGTH, TOO_LONG_PASSWORD)],
        render_kw={"autocomplete": "current-password"},
    )


def code_field(label: Any, *validators: Any, complete: str = "one-time-code") -> Any:
    return StringField(
        label,
        validators=[NoLongerThan(LONGEST, TOO_LONG_CODE), *validators],
        render_kw={
            "autocomplete": complete,
            "autocapitalize": "characters",
            "spellcheck": "false",
        },
    )


class LoginForm(FlaskForm):
    name = user_name_field()
    password = password_field(lazy_gettext("Password"), lazy_gettext("Enter your password."))
    next = HiddenField()


class CodeForm(FlaskForm):
    code = code_field(
        lazy_gettext("Code from the app, or a recovery code"),
        InputRequired(lazy_gettext("Enter the code.")),
    )
    next = HiddenField()


class ConfirmForm(FlaskForm):
    password = password_field(lazy_gettext("Password"), lazy_gettext("Enter your password."))
    code = code_field(lazy_gettext("Code from the app, or a recovery code"))
    next = HiddenField()


class NewPasswordForm(FlaskForm):
    """The two fields of a new password, for whoever else needs them."""

    new = PasswordField(
        lazy_gettext("New password"),
        validators=[
            InputRequired(lazy_gettext("Enter a new password.")),
            NoLongerThan(MAX_LENGTH, TOO_LONG_PASSWORD),
        ],
        description=lazy_gettext("At least %(count)s characters.", count=MIN_LENGTH),
        render_kw={"autocomplete": "new-password"},
    )
    again = PasswordField(
        lazy_gettext("The same again"),
        validators=[
            NoLongerThan(MAX_LENGTH, TOO_LONG_PASSWORD),
            EqualTo("new", lazy_gettext("The two passwords are not the same.")),
        ],
        render_kw={"autocomplete": "new-password"},
    )


class ChangePasswordForm(NewPasswordForm):
    password = password_field(
        lazy_gettext("Present password"), lazy_gettext("Enter your present password.")
    )


class WelcomeForm(NewPasswordForm):
    name = user_name_field()
    code = code_field(
        lazy_gettext("One-time code"),
        InputRequired(lazy_gettext("Enter the code.")),
        complete="off",
    )


class SecondFactorForm(FlaskForm):
    code = code_field(
        lazy_gettext("Code from the app"), InputRequired(lazy_gettext("Enter the code."))
    )


class TokenForm(FlaskForm):
    label = StringField(
        lazy_gettext("What it is for"),
        validators=[
            InputRequired(lazy_gettext("Say what it is for, to know it again.")),
            NoLongerThan(LONGEST_TOKEN_NAME, lazy_gettext("At most 64 characters.")),
            can_be_shown,
            names_nobody,
        ],
    )
    days = IntegerField(
        lazy_gettext("Days it is good for"),
        validators=[
            Optional(),
            NumberRange(1, 3650, WHOLE_DAYS),
        ],
        invalid_value_message=WHOLE_DAYS,
        default=90,
    )
    may_write = BooleanField(lazy_gettext("It may write to the register"))
