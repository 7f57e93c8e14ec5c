"""Streamlit's page goes out as ours, wherever Streamlit sends it and nowhere else."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient
from streamlit import file_util

from serving.shell import Shell, inline_script_hashes, prepare

INDEX = Path(file_util.get_static_dir()) / "index.html"


@pytest.fixture
def prepared() -> str:
    return prepare(INDEX.read_text(encoding="utf-8"), product="Atlas <Süd>", language="de")


@pytest.fixture
def client(prepared: str) -> TestClient:
    async def page(_: Request) -> FileResponse:
        return FileResponse(INDEX, headers={"Cache-Control": "no-cache"})

    async def other(_: Request) -> HTMLResponse:
        return HTMLResponse("<p>another page</p>")

    async def text(_: Request) -> PlainTextResponse:
        return PlainTextResponse("text")

    routes = [Route("/other", other), Route("/text", text), Route("/{path:path}", page)]
    shell = Middleware(Shell, original=INDEX.read_bytes(), prepared=prepared)
    return TestClient(Starlette(routes=routes, middleware=[shell]))


def test_the_page_has_our_name_and_language(prepared: str) -> None:
    assert "<title>Atlas &lt;Süd&gt;</title>" in prepared
    assert '<html lang="de">' in prepared
    assert "Atlas &lt;Süd&gt; braucht JavaScript." in prepared


def test_the_page_has_nothing_that_is_not_used(prepared: str) -> None:
    for unused in ("SourceSans", "service-desc", "_stcore/agent", "AI"):
        assert unused not in prepared


def test_every_script_and_style_is_still_there(prepared: str) -> None:
    sources = re.compile(r'(?:src|href)="(\./static/(?:js|css)/[^"]+)"')
    assert sources.findall(prepared) == sources.findall(INDEX.read_text(encoding="utf-8"))
    assert '<div id="root"></div>' in prepared


def test_what_is_needed_early_stands_in_the_head() -> None:
    early = [{"rel": "preload", "as": "style", "href": './a"b.css?v=1&w=2'}, {"rel": "icon"}]
    index = "<html><head><title>x</title></head><body></head></body></html>"
    prepared = prepare(index, product="Atlas", language="de", early=early)
    head, body = prepared.split("</head>", 1)
    assert '<link rel="preload" as="style" href="./a&quot;b.css?v=1&amp;w=2">' in head
    assert '<link rel="icon">' in head
    assert "<link" not in body


def test_scripts_in_the_page_are_allowed_by_their_hash() -> None:
    # The hash of an empty script, known from the standard's examples.
    empty = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"
    assert inline_script_hashes("<script></script>") == (empty,)
    assert inline_script_hashes('<script src="a.js"></script>') == ()


@pytest.mark.parametrize("path", ["/", "/karte", "/karte?country=GB"])
def test_every_page_is_ours(client: TestClient, prepared: str, path: str) -> None:
    answer = client.get(path, headers={"accept-encoding": "br"})
    assert answer.text == prepared
    assert answer.headers["content-encoding"] == "br"
    assert answer.headers["cache-control"] == "no-store"
    assert "last-modified" not in answer.headers


def test_a_second_visit_costs_a_304(client: TestClient) -> None:
    etag = client.get("/").headers["etag"]
    assert client.get("/", headers={"if-none-match": etag}).status_code == 304


def test_head_has_the_pages_headers_and_no_body(client: TestClient) -> None:
    answer = client.head("/", headers={"accept-encoding": "identity"})
    assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-store")


@pytest.mark.parametrize(("path", "body"), [("/other", "<p>another page</p>"), ("/text", "text")])
def test_other_answers_pass(client: TestClient, path: str, body: str) -> None:
    assert client.get(path).text == body
