"""What coming in and going out does in a browser: cookies, where it leads, and from where."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from serving.signing_in import Admitted, Form, Left, inside, routes

HOST = "http://own:8501"


@dataclass
class Door:
    """Lets in who says the word."""

    provider: str | None = None
    busy: bool = False
    left: list[tuple[str, str]] = field(default_factory=list)
    addresses: list[str] = field(default_factory=list)

    def page(self, form: Form) -> str:
        return f"form {form.language} {form.then}"

    def elsewhere(self) -> str | None:
        return self.provider

    def enter(self, form: Form, address: str) -> Admitted | str:
        self.addresses.append(address)
        return Admitted("token", 3600) if form.key == "word" else f"no, {form.name}"

    def leave(self, token: str, sign_in: str, language: str) -> Left | str:
        if self.busy:
            return f"still in {language}"
        self.left.append((token, sign_in))
        return Left("auth/logout" if self.provider else "")


def client(door: Door, *, base: str = "", url: str = HOST) -> TestClient:
    app = Starlette(routes=routes(door, base=base, cookie="sign_in", allowed=["https://proxy"]))
    return TestClient(app, base_url=url, follow_redirects=False)


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("map?country=GB", True),
        ("./?lang=en", True),
        ("", True),
        ("bring-in", True),
        ("activities?q=a%20b&record=x/y", True),
        ("//evil.example", False),
        ("/\\evil.example", False),
        ("https://evil.example", False),
        ("javascript:alert(1)", False),
        ("../x", False),
        ("map?a\r\nSet-Cookie: x=y", False),
        ("\tmap", False),
        ("?\\evil", False),
    ],
)
def test_it_leads_nowhere_but_into_the_dashboard(address: str, *, kept: bool) -> None:
    assert inside(address) == (address if kept else "")
    answer = client(Door()).post("/sign-in", data={"name": "a", "key": "word", "then": address})
    location = answer.headers["location"]
    assert location.startswith("/")
    assert not location.startswith("//")
    assert answer.status_code == 303


def test_the_cookie_is_read_by_nobody_else() -> None:
    answer = client(Door()).post("/sign-in", data={"name": "Ada", "key": "word"})
    cookie = answer.headers["set-cookie"]
    parts = {part.strip().lower() for part in cookie.split(";")}
    assert {"sign_in=token", "httponly", "samesite=strict", "max-age=3600", "path=/"} <= parts
    assert "secure" not in parts
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("url", ["https://own", HOST])
def test_under_https_it_goes_over_https_alone(url: str) -> None:
    headers = {"Origin": "https://own:8501" if url == HOST else "https://own"}
    answer = client(Door(), url=url).post(
        "/sign-in", data={"name": "Ada", "key": "word"}, headers=headers
    )
    assert "; secure" in answer.headers["set-cookie"].lower()


def test_below_another_path_everything_stays_below_it() -> None:
    browser = client(Door(), base="/atlas")
    answer = browser.post("/atlas/sign-in", data={"name": "a", "key": "word", "then": "map"})
    assert answer.headers["location"] == "/atlas/map"
    assert "Path=/atlas;" in answer.headers["set-cookie"]


def test_whoever_is_refused_reads_why_and_has_no_cookie() -> None:
    answer = client(Door()).post("/sign-in", data={"name": "Ada", "key": "x"})
    assert (answer.status_code, answer.text) == (403, "no, Ada")
    assert "set-cookie" not in answer.headers
    assert answer.headers["cache-control"] == "no-store"


FOREIGN = [
    {"Origin": "https://evil.example"},
    {"Origin": "null"},
    {"Origin": "http://own:8501.evil.example"},
    {"Origin": "http://own"},
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
]


@pytest.mark.parametrize("headers", FOREIGN)
@pytest.mark.parametrize("path", ["/sign-in", "/sign-out"])
def test_no_other_site_signs_anybody_in_or_out(path: str, headers: dict[str, str]) -> None:
    door = Door()
    answer = client(door).post(path, data={"name": "Ada", "key": "word"}, headers=headers)
    assert answer.status_code == 403
    assert "set-cookie" not in answer.headers
    assert not door.left
    assert not door.addresses


@pytest.mark.parametrize("origin", [HOST, "https://own:8501", "https://Proxy"])
def test_our_own_page_does(origin: str) -> None:
    answer = client(Door()).post(
        "/sign-in", data={"name": "Ada", "key": "word"}, headers={"Origin": origin}
    )
    assert answer.status_code == 303


def test_signing_out_is_no_link_and_ends_the_sign_in() -> None:
    door = Door()
    browser = client(door)
    browser.cookies.set("sign_in", "token")
    assert browser.get("/sign-out").headers["location"] == "/"
    assert not door.left
    answer = browser.post("/sign-out", data={"sign_in": "its key"})
    assert door.left == [("token", "its key")]
    assert "max-age=0" in answer.headers["set-cookie"].lower()
    assert answer.headers["location"] == "/"


def test_where_a_provider_signs_in_the_way_leads_there_and_out_there() -> None:
    door = Door(provider="auth/login?provider=x")
    assert client(door).get("/sign-in").headers["location"] == "/auth/login?provider=x"
    assert client(door).post("/sign-out", data={"sign_in": "k"}).headers["location"] == (
        "/auth/logout"
    )


@pytest.mark.parametrize("size", [20_001, 5_000_000])
def test_a_form_that_is_none_is_not_read(size: int) -> None:
    door = Door()
    answer = client(door).post("/sign-in", data={"name": "a", "key": "x" * size})
    assert answer.status_code == 413
    assert not door.addresses


def test_who_cannot_be_let_out_just_now_keeps_the_cookie_and_reads_why() -> None:
    door = Door(busy=True)
    browser = client(door)
    browser.cookies.set("sign_in", "token")
    answer = browser.post("/sign-out", data={"sign_in": "k", "lang": "en"})
    assert (answer.status_code, answer.text) == (503, "still in en")
    assert "set-cookie" not in answer.headers
    assert answer.headers["cache-control"] == "no-store"
    door.busy = False
    assert browser.post("/sign-out", data={"sign_in": "k"}).headers["location"] == "/"
    assert door.left == [("token", "k")]
