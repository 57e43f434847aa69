"""The one function through which text reaches Folium.

Folium compiles text it is given as a Jinja template on the server, and puts it inside JavaScript
template literals; Leaflet then assigns layer names and attributions to ``innerHTML``. HTML
escaping alone protects only the last of these.
"""

from html import escape

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
