"""Files go out compressed, are kept by the browser, and nothing outside the folders goes out."""

from __future__ import annotations

import gzip
import os
from collections.abc import Callable
from pathlib import Path

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from serving.assets import A_YEAR, ASK_AGAIN, Assets, accepted, content_type

SCRIPT = "export const words = ['" + "', '".join(["Aktivität"] * 200) + "'];"


@pytest.fixture
def client(tmp_path: Path) -> TestClient:
    """Serves ``static/js/app.1a2b.js``, a small one, a font and ``static/land.geojson``."""
    files = {
        "frontend/js/app.1a2b.js": SCRIPT.encode(),
        "frontend/js/small.3c4d.js": b"1;",
        "own/land.geojson": b'{"type": "FeatureCollection", "features": []}' * 40,
        "own/type.woff2": bytes(range(256)) * 8,
        "own/.hidden": b"no",
        "secret.txt": b"secret",
    }
    for name, content in files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)

    async def passed_on(_: Request) -> PlainTextResponse:
        return PlainTextResponse("passed on")

    folders = {"/static/": tmp_path / "frontend", "/app/static/": tmp_path / "own"}
    everything = [Route("/{path:path}", passed_on, methods=["GET", "POST"])]
    app = Starlette(routes=everything, middleware=[Middleware(Assets, folders=folders)])
    return TestClient(app)


@pytest.mark.parametrize(
    ("header", "encoding"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("gzip, deflate", "gzip"),
        ("GZIP;q=0.5", "gzip"),
        ("br;q=0, gzip", "gzip"),
        ("br;q=0, gzip; q=0", "identity"),
        ("*", "br"),
        ("*, br;q=0", "gzip"),
        ("identity", "identity"),
        ("", "identity"),
        ("br;q=much", "identity"),
        (";;;,,,=", "identity"),
    ],
)
def test_the_best_encoding_that_the_browser_takes(header: str, encoding: str) -> None:
    assert accepted(header) == encoding


@given(st.text())
def test_no_header_breaks_it(header: str) -> None:
    assert accepted(header) in {"br", "gzip", "identity"}


@pytest.mark.parametrize(
    ("header", "unpack"),
    [("br", brotli.decompress), ("gzip", gzip.decompress), ("", bytes)],
)
def test_a_script_arrives_as_it_is(
    client: TestClient, header: str, unpack: Callable[[bytes], bytes]
) -> None:
    with client.stream("GET", "/static/js/app.1a2b.js", headers={"accept-encoding": header}) as got:
        body = b"".join(got.iter_raw())
    assert unpack(body).decode() == SCRIPT
    assert got.headers.get("content-encoding", "") == header
    assert got.headers["vary"] == "Accept-Encoding"
    assert int(got.headers["content-length"]) == len(body)
    if header:
        assert len(body) < len(SCRIPT) / 4


@pytest.mark.parametrize("path", ["/static/js/small.3c4d.js", "/app/static/type.woff2"])
def test_what_would_not_shrink_is_sent_as_it_is(client: TestClient, path: str) -> None:
    assert "content-encoding" not in client.get(path, headers={"accept-encoding": "br"}).headers


@pytest.mark.parametrize(
    ("path", "cache"),
    [
        ("/static/js/app.1a2b.js", A_YEAR),
        ("/app/static/type.woff2", ASK_AGAIN),
        ("/app/static/type.woff2?v=1.1.0", A_YEAR),
        ("/app/static/land.geojson?v=2", A_YEAR),
        ("/app/static/land.geojson?w=2", ASK_AGAIN),
    ],
)
def test_how_long_the_browser_keeps_it(client: TestClient, path: str, cache: str) -> None:
    assert client.get(path).headers["cache-control"] == cache


def test_what_the_browser_has_is_not_sent_again(client: TestClient) -> None:
    etag = client.get("/app/static/land.geojson").headers["etag"]
    for header in (etag, f"W/{etag}", f'"other", {etag}', "*"):
        again = client.get("/app/static/land.geojson", headers={"if-none-match": header})
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", etag)
    for header in ('"other"', etag.replace("-", "+")):
        again = client.get("/app/static/land.geojson", headers={"if-none-match": header})
        assert again.status_code == 200


def test_an_edited_file_is_sent_as_it_is_now(client: TestClient, tmp_path: Path) -> None:
    file = tmp_path / "own" / "land.geojson"
    before = client.get("/app/static/land.geojson").headers["etag"]
    file.write_text('{"type": "Point"}')
    os.utime(file, ns=(1, 1))
    after = client.get("/app/static/land.geojson")
    assert (after.json(), after.headers["etag"] != before) == ({"type": "Point"}, True)
    file.unlink()
    assert client.get("/app/static/land.geojson").text == "passed on"


def test_an_encoding_has_a_tag_of_its_own(client: TestClient) -> None:
    tags = {
        client.get("/static/js/app.1a2b.js", headers={"accept-encoding": encoding}).headers["etag"]
        for encoding in ("br", "gzip", "identity")
    }
    assert len(tags) == 3


@pytest.mark.parametrize(
    "path",
    [
        "/app/static/.hidden",
        "/app/static/../secret.txt",
        "/app/static/%2e%2e/secret.txt",
        "/app/static/..%2fsecret.txt",
        "/app/static//secret.txt",
        "/app/static/",
        "/static/js",
        "/land.geojson",
    ],
)
def test_what_is_not_listed_is_left_to_streamlit(client: TestClient, path: str) -> None:
    assert client.get(path).text == "passed on"


def test_only_whole_files_are_answered_for(client: TestClient) -> None:
    path = "/app/static/land.geojson"
    assert client.get(path, headers={"range": "bytes=0-9"}).text == "passed on"
    assert client.post(path).text == "passed on"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("a.js", "text/javascript; charset=utf-8"),
        ("countries.geojson", "application/geo+json"),
        ("A.WOFF2", "font/woff2"),
        ("icon.svg", "image/svg+xml"),
        ("unheard.of", "application/octet-stream"),
    ],
)
def test_media_types(name: str, expected: str) -> None:
    assert content_type(name) == expected
