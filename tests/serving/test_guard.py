"""No answer lets the browser ask another host, and no other site's page talks to the app."""

from __future__ import annotations

import re

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocket, WebSocketDisconnect

from serving.guard import OriginGuard, SecurityHeaders, policy


@pytest.fixture
def client() -> TestClient:
    async def text(_: Request) -> PlainTextResponse:
        return PlainTextResponse("text", headers={"Content-Security-Policy": "default-src *"})

    async def origin(socket: WebSocket) -> None:
        await socket.accept()
        await socket.send_text(socket.headers.get("origin", "none"))

    middleware = [
        Middleware(SecurityHeaders, content_policy=policy(["'sha256-abc'"])),
        Middleware(OriginGuard, allowed=["https://Atlas.example.org/"]),
    ]
    routes = [Route("/", text), WebSocketRoute("/stream", origin)]
    return TestClient(Starlette(routes=routes, middleware=middleware), base_url="http://own:8501")


def _directives(header: str) -> dict[str, list[str]]:
    return {name: sources for name, *sources in (part.split() for part in header.split(";"))}


def test_no_source_is_another_host(client: TestClient) -> None:
    directives = _directives(client.get("/").headers["content-security-policy"])
    own = re.compile(r"'[^']+'|data:|blob:")
    strange = {s for sources in directives.values() for s in sources if not own.fullmatch(s)}
    assert not strange
    assert directives["default-src"] == ["'self'"]


def test_scripts_are_ours_or_known_by_their_hash(client: TestClient) -> None:
    scripts = _directives(client.get("/").headers["content-security-policy"])["script-src"]
    assert "'sha256-abc'" in scripts
    assert not {"'unsafe-inline'", "'unsafe-eval'", "data:"} & set(scripts)


def test_missing_answers_are_covered_too(client: TestClient) -> None:
    for path in ("/", "/missing"):
        headers = client.get(path).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"
        assert "frame-ancestors 'self'" in headers["content-security-policy"]


@pytest.mark.parametrize(
    ("origin", "seen"),
    [
        (None, "none"),
        ("http://own:8501", "http://own:8501"),
        ("https://own:8501", "https://own:8501"),
        ("https://atlas.example.org", "http://own:8501"),
    ],
)
def test_pages_that_may_connect(client: TestClient, origin: str | None, seen: str) -> None:
    headers = {"host": "own:8501"} | ({"origin": origin} if origin else {})
    with client.websocket_connect("/stream", headers=headers) as socket:
        assert socket.receive_text() == seen


@pytest.mark.parametrize(
    "origin",
    [
        "http://evil.example",
        "http://own:8502",
        "http://own:8501.evil.example",
        "null",
        "",
        "http://[",
    ],
)
def test_other_sites_may_not_connect(client: TestClient, origin: str) -> None:
    headers = {"host": "own:8501", "origin": origin}
    with pytest.raises(WebSocketDisconnect), client.websocket_connect("/stream", headers=headers):
        pass
