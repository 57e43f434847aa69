"""The form for signing in."""

from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from wtforms import HiddenField, PasswordField, StringField
from wtforms.validators import InputRequired, Length

from geo_app.accounts.passwords import MAX_LENGTH

LONGEST_NAME = 64


class LoginForm(FlaskForm):
    name = StringField(
        lazy_gettext("User name"),
        validators=[
            InputRequired(lazy_gettext("Enter your user name.")),
            Length(max=LONGEST_NAME, message=lazy_gettext("This is longer than any user name.")),
        ],
    )
    password = PasswordField(
        lazy_gettext("Password"),
        validators=[
            InputRequired(lazy_gettext("Enter your password.")),
            Length(max=MAX_LENGTH, message=lazy_gettext("This is longer than any password.")),
        ],
    )
    next = HiddenField()
