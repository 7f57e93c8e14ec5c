"""Say in a sentence that the app's port is taken, before Streamlit says it in a log line."""

from __future__ import annotations

import socket
import sys


def main(address: str, port: str) -> None:
    if not (port.isascii() and port.isdecimal()) or not 0 < int(port) < 65536:
        sys.exit(f"PORT={port} is no port: give a number from 1 to 65535.")
    for family, kind, _, _, target in socket.getaddrinfo(
        address, int(port), type=socket.SOCK_STREAM
    ):
        with socket.socket(family, kind) as probe:
            # As the server does; otherwise a port that was closed a minute ago counts as taken.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(target)
            except OSError as error:
                sys.exit(
                    f"Port {port} on {address} is not free ({error.strerror}).\n"
                    f"Perhaps Netzwerkatlas is running already: http://localhost:{port}\n"
                    f"Otherwise take another port: make run PORT={int(port) + 1}"
                )


if __name__ == "__main__":
    main(*sys.argv[1:])
