"""A Nominatim of this process: answers what it was told, and notes who asked what."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs, urlsplit

Known = Mapping[str, tuple[float, float]]


@dataclass
class Server:
    """``known`` are places by name; ``status`` is answered instead where it isn't 200."""

    known: Known
    status: int = 200
    body: str = ""
    kind: str = "place"
    address: str = ""
    asked: list[dict[str, str]] = field(default_factory=list)
    agents: list[str] = field(default_factory=list)


@contextmanager
def nominatim(known: Known) -> Iterator[Server]:
    """A server on the loopback for as long as the block lasts."""
    server = Server(known)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            query = {key: values[0] for key, values in parse_qs(urlsplit(self.path).query).items()}
            server.asked.append(query)
            server.agents.append(self.headers["User-Agent"])
            body = (server.body or _answer(server, query["q"])).encode()
            self.send_response(server.status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
            """Nobody reads it."""
            del code, size

    listening = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=listening.serve_forever, daemon=True)
    thread.start()
    server.address = f"http://127.0.0.1:{listening.server_port}"
    try:
        yield server
    finally:
        listening.shutdown()
        thread.join()
        listening.server_close()


def _answer(server: Server, name: str) -> str:
    where = server.known.get(name)
    if where is None:
        return "[]"
    found = {"lat": str(where[0]), "lon": str(where[1]), "display_name": name}
    return json.dumps([found | {"class": server.kind}])
