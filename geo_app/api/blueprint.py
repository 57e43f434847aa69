"""The address under which programs find the service; the views add their routes to it."""

from apiflask import APIBlueprint

PREFIX = "/api/v1"

blueprint = APIBlueprint("api", __name__, url_prefix=PREFIX, tag="Register")
