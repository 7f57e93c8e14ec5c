"""Files are for whoever they were made for, and only the team sends any."""

from __future__ import annotations

import re

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocket, WebSocketDisconnect

from serving.gate import Cookies, Gate, Judge

INTERNAL = re.compile(r"__internal\.[a-z]+")
NAMES = {
    "plain": 'attachment; filename="records.csv"',
    "internal": 'attachment; filename="records__internal.csv"',
    "foreign": "attachment; filename*=utf-8''r%C3%A9__internal.csv",
}


def level(cookies: Cookies) -> int:
    return int(cookies.get("level", "0"))


def client(*, closed: bool, who: int, base: str = "") -> TestClient:
    async def media(request: Request) -> Response:
        name = NAMES[request.path_params["name"]]
        return PlainTextResponse("secret", headers={"Content-Disposition": name})

    async def taken(_: Request) -> Response:
        return PlainTextResponse("taken")

    async def revisions(socket: WebSocket) -> None:
        await socket.accept()
        await socket.send_text("7")

    needed = 1 if closed else 0
    judge = Judge(lambda found: level(found) >= needed, lambda found: level(found) >= 2)
    app = Starlette(
        routes=[
            Route(f"{base}/media/{{name}}", media),
            Route(f"{base}/_stcore/upload_file/s/f", taken, methods=["PUT", "DELETE", "OPTIONS"]),
            Route(f"{base}/_stcore/metrics", taken),
            Route(f"{base}/map", taken),
            WebSocketRoute(f"{base}/revisions", revisions),
        ],
        middleware=[Middleware(Gate, base=base, judge=judge, internal=INTERNAL)],
    )
    return TestClient(app, cookies={"level": str(who)})


@pytest.mark.parametrize("base", ["", "/atlas"])
@pytest.mark.parametrize("method", ["PUT", "DELETE"])
@pytest.mark.parametrize(("who", "status"), [(0, 404), (1, 404), (2, 200), (3, 200)])
def test_only_the_team_sends_files(base: str, method: str, who: int, status: int) -> None:
    browser = client(closed=False, who=who, base=base)
    answer = browser.request(method, f"{base}/_stcore/upload_file/s/f", content=b"x")
    assert answer.status_code == status


@pytest.mark.parametrize(
    ("name", "closed", "who", "status"),
    [
        ("plain", False, 0, 200),
        ("plain", True, 0, 404),
        ("plain", True, 1, 200),
        ("internal", False, 0, 404),
        ("internal", True, 1, 404),
        ("internal", False, 2, 200),
        ("internal", True, 2, 200),
        ("foreign", False, 1, 404),
        ("foreign", False, 2, 200),
    ],
)
def test_a_file_goes_to_whom_it_was_made_for(
    name: str, *, closed: bool, who: int, status: int
) -> None:
    answer = client(closed=closed, who=who).get(f"/media/{name}")
    assert answer.status_code == status
    assert ("secret" in answer.text) == (status == 200)
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(("closed", "status"), [(False, 200), (True, 404)])
def test_where_looking_needs_a_sign_in_nothing_is_told_of_the_server(
    *, closed: bool, status: int
) -> None:
    browser = client(closed=closed, who=0)
    assert browser.get("/_stcore/metrics").status_code == status
    assert browser.get("/map").status_code == 200


def test_how_often_something_was_written_is_told_to_those_who_may_look() -> None:
    for browser in (client(closed=False, who=0), client(closed=True, who=1)):
        with browser.websocket_connect("/revisions") as socket:
            assert socket.receive_text() == "7"
    browser = client(closed=True, who=0)
    with pytest.raises(WebSocketDisconnect), browser.websocket_connect("/revisions"):
        pass
