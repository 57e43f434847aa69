"""Draws what it is given: Folium maps and static map sheets, one symbology for both."""
