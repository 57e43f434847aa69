"""Means to draw in millimetres, shared by the map sheet and the line of history."""
