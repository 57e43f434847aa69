"""`python -m geo_app` is the command `hotspots`."""

from geo_app.cli import main

main(prog_name="hotspots")
