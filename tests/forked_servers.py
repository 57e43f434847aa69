"""A process that forks a server of the application whenever a line is sent to it.

Importing the application takes seconds, and two hundred servers are to be killed. So one process
imports it once and forks: each server is the application as it is served, with the settings of
the environment, on a database that it opens itself. Answers with the server's number and port.
"""

import os
import signal
import socket
import sys

import waitress

from geo_app import create_app
from geo_app.cli_serve import THREADS


def main(token: str, code: str) -> None:
    app = create_app()
    client = app.test_client()
    signed = {"Authorization": f"Bearer {token}"}
    # What the first requests load is loaded here, once; the connections are not inherited.
    client.get("/api/v1/hotspots", headers=signed)
    client.post(f"/api/v1/hotspots/{code}/events", json={}, headers=signed)
    app.extensions["database"].engine.dispose()
    server = 0
    try:
        for _line in sys.stdin:
            end(server)
            listening = socket.create_server(("127.0.0.1", 0))
            server = os.fork()
            if not server:
                waitress.serve(app, sockets=[listening], threads=THREADS, ident=None, _quiet=True)
                return
            sys.stdout.write(f"{server} {listening.getsockname()[1]}\n")
            sys.stdout.flush()
            listening.close()
    finally:
        end(server)


def end(server: int) -> None:
    """Bury a server. Until then its number is its own, and whoever kills it hits no other."""
    if server:
        os.kill(server, signal.SIGKILL)
        os.waitpid(server, 0)


if __name__ == "__main__":
    main(*sys.argv[1:])
