"""Folium elements of our own: constant templates that take their data as JSON, and nothing else."""

from collections.abc import Mapping
from typing import Any

import folium
from branca.element import Element, MacroElement
from folium.template import Template

from maps.markup import inert_json


class StartMap(MacroElement):  # type: ignore[misc]  # branca is not typed
    """Hand a Folium map, its feature groups and the settings to ``hotspots-page.js``.

    Parameters
    ----------
    groups
        Feature groups by the name the script knows them by; already added to the map.
    settings
        What can be written as JSON. Text in it may come from anywhere: it passes through
        `maps.markup.inert_json`.
    """

    _template = Template(
        """
        {% macro script(this, kwargs) %}
            HotspotsMap.start(
                {{ this._parent.get_name() }},
                {
                {%- for name, group in this.groups.items() %}
                    {{ name|tojson }}: {{ group.get_name() }},
                {%- endfor %}
                },
                {{ this.settings }}
            );
        {% endmacro %}
        """
    )

    def __init__(
        self, groups: Mapping[str, folium.FeatureGroup], settings: Mapping[str, Any]
    ) -> None:
        super().__init__()
        self._name = "StartMap"
        self.groups = dict(groups)
        self.settings = inert_json(settings)


def name_in_order(root: Element, *, prefix: str = "") -> None:
    """Give an element and its descendants identifiers that depend on nothing but their order.

    Folium draws them at random, which makes each rendering differ and defeats caches.

    Parameters
    ----------
    root
        The top of the tree, before it is rendered.
    prefix
        Letters, digits and underscores that tell this tree from others on the same page.
    """
    waiting = [root]
    for number, element in enumerate(waiting):
        element._id = f"{prefix}{number}"  # noqa: SLF001  # branca offers no other way
        waiting.extend(element._children.values())  # noqa: SLF001  # as above
