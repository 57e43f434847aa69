"""The hotspots service."""
