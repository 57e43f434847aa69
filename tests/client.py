"""A browser without a screen."""

import re
from html import unescape
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.factories import PASSWORD

TOKEN_FIELD = re.compile(r'<input[^>]*name="csrf_token"[^>]*value="([^"]+)"')
TOKEN_META = re.compile(r'<meta[^>]*name="csrf-token"[^>]*content="([^"]+)"')


class Client(FlaskClient):
    """Sends forms with the token of the page they stand on."""

    def csrf_token(self, page: str = "/login") -> str:
        """The token that a page holds, in a form or in its head."""
        text = self.get(page).get_data(as_text=True)
        found = TOKEN_FIELD.search(text) or TOKEN_META.search(text)
        assert found, f"{page} holds no CSRF token"
        return unescape(found[1])

    def post_form(
        self, path: str, data: dict[str, Any], *, page: str | None = None, **more: Any
    ) -> TestResponse:
        """Send a form; `page` is where it stands when that is not `path` itself."""
        fields = {"csrf_token": self.csrf_token(page or path), **data}
        return self.post(path, data=fields, **more)

    def sign_in(self, name: str, password: str = PASSWORD) -> TestResponse:
        return self.post_form("/login", {"name": name, "password": password})
