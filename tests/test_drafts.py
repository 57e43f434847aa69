"""Every form into which people type keeps its draft, or stands here with its reason."""

import re
from pathlib import Path

TEMPLATES = Path(__file__).parents[1] / "geo_app" / "templates"
POST_FORM = re.compile(r'<form[^>]*method="post".*?</form>', re.DOTALL)
# A field that people fill in, or a macro or part that holds one.
TYPED = re.compile(
    r"<textarea|<input(?![^>]*type=.hidden)|_event_fields|reason_field|fields\.(line|text|choice)|typed\("
)
# Passwords, codes and tokens are never kept; a right chosen last week is not given today.
WITHOUT = "accounts/"


def test_every_form_in_which_people_type_keeps_its_draft() -> None:
    without, kept = [], 0
    for template in sorted(TEMPLATES.rglob("*.html")):
        name = template.relative_to(TEMPLATES).as_posix()
        for form in POST_FORM.findall(template.read_text(encoding="utf-8")):
            marked = "data-draft=" in form.partition("\n")[0]
            kept += marked
            if name.startswith(WITHOUT):
                assert not marked, name
            elif TYPED.search(form) and not marked:
                without.append(name)
    assert without == []
    assert kept == 12
