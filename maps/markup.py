"""The only ways in which text reaches Folium: as inert HTML, or as inert JSON.

Folium compiles text it is given as a Jinja template on the server, and puts it inside JavaScript
template literals; Leaflet then assigns layer names and attributions to ``innerHTML``. HTML
escaping alone protects only the last of these. What a template of an element has rendered, JSON
included, branca compiles as a template once more, so that even ``|tojson`` does not protect.
"""

import json
import re
from html import escape
from typing import Any

# What starts an expression in Jinja ({) and in a template literal ($ before {), ends the literal
# (`) or escapes its end (\). As character references they are inert in all three places and are
# turned back into themselves by the HTML parser, the last to read them.
_REFERENCES = str.maketrans({char: f"&#{ord(char)};" for char in "{}$`\\%"})


def inert(text: str) -> str:
    r"""Return text as HTML that shows it literally wherever Folium or Leaflet puts it.

    Parameters
    ----------
    text
        Plain text from anywhere: a translation, a setting, a user.

    Returns
    -------
    str
        HTML without elements. Unescaping it gives `text` back.

    Examples
    --------
    >>> inert("{{ 7*7 }} <b>")
    '&#123;&#123; 7*7 &#125;&#125; &lt;b&gt;'
    """
    return escape(text).translate(_REFERENCES)


_STRING = re.compile(r'"(?:[^"\\]|\\.)*"')
# An opening brace would start a Jinja expression; the others could end a script element.
_ESCAPES = str.maketrans({char: f"\\u{ord(char):04x}" for char in "{}<>&'`$%"})


def inert_json(value: Any) -> str:
    r"""Return a value as JSON that can stand in a script, and in a template of one.

    Parameters
    ----------
    value
        What `json.dumps` takes; keys of dictionaries are written in order.

    Returns
    -------
    str
        ASCII. Reading it gives `value` back.

    Raises
    ------
    TypeError
        If the value cannot be written as JSON.

    Examples
    --------
    >>> inert_json({"name": "{{ 7*7 }}"})
    '{"name": "\\u007b\\u007b 7*7 \\u007d\\u007d"}'
    """
    text = json.dumps(value, sort_keys=True)
    return _STRING.sub(lambda found: found.group().translate(_ESCAPES), text)
