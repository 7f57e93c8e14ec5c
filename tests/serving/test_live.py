"""Who listens hears of every write and of nothing else; who does not take it holds up nobody."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from typing import cast

import pytest
from starlette.applications import Starlette
from starlette.routing import WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocket, WebSocketDisconnect

from serving import live as module
from serving.live import Live


@dataclass
class Numbers:
    """A source that counts how often it is asked."""

    now: int | None = 1
    asked: int = 0

    async def __call__(self) -> int | None:
        self.asked += 1
        return self.now


@dataclass(eq=False)
class Page:
    """A WebSocket of a page that is open until it is told to go."""

    answers: type[BaseException] | None = None
    heard: list[str] = field(default_factory=list)
    gone: asyncio.Event = field(default_factory=asyncio.Event)

    async def accept(self) -> None:
        """Nothing to do."""

    async def send_text(self, text: str) -> None:
        if self.answers is TimeoutError:
            await self.gone.wait()
        if self.answers:
            raise self.answers
        self.heard.append(text)

    async def receive_text(self) -> str:
        await self.gone.wait()
        raise WebSocketDisconnect

    async def close(self) -> None:
        self.gone.set()


async def _opened(live: Live, *pages: Page) -> list[asyncio.Task[None]]:
    tasks = [asyncio.create_task(live.listen(cast("WebSocket", page))) for page in pages]
    await asyncio.sleep(0)
    return tasks


async def _closed(pages: list[Page], tasks: list[asyncio.Task[None]]) -> None:
    for page in pages:
        page.gone.set()
    await asyncio.gather(*tasks)


def test_however_many_listen_the_source_is_asked_once_and_all_hear() -> None:
    async def scenario() -> None:
        numbers, pages = Numbers(), [Page() for _ in range(50)]
        live = Live(numbers)
        await live.look()
        assert numbers.asked == 0, "nobody listened"
        tasks = await _opened(live, *pages)
        for number in (1, 1, None, 3):
            numbers.now = number
            await live.look()
        late = Page()
        tasks += await _opened(live, late)
        assert numbers.asked == 4
        assert {tuple(page.heard) for page in pages} == {("1", "3")}
        assert late.heard == ["3"]
        await _closed([*pages, late], tasks)
        await live.look()
        assert numbers.asked == 4

    asyncio.run(scenario())


@pytest.mark.parametrize("answers", [RuntimeError, WebSocketDisconnect, TimeoutError])
def test_a_page_that_takes_nothing_holds_up_nobody(
    answers: type[BaseException], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_PATIENCE", 0.01)

    async def scenario() -> None:
        numbers, good, bad = Numbers(), Page(), Page(answers)
        live = Live(numbers)
        tasks = await _opened(live, good, bad)
        for number in (1, 2):
            numbers.now = number
            await live.look()
        assert good.heard == ["1", "2"]
        assert bad.gone.is_set()
        await _closed([good, bad], tasks)

    asyncio.run(scenario())


@pytest.fixture
def client() -> Iterator[TestClient]:
    """A server whose number is another one whenever it is asked."""
    numbers = count(1)

    async def source() -> int:
        return next(numbers)

    live = Live(source, every=0.01)
    routes = [WebSocketRoute("/revisions", live.listen)]
    with TestClient(Starlette(routes=routes, lifespan=lambda _: live.watching())) as client:
        yield client


def test_over_the_wire(client: TestClient) -> None:
    with client.websocket_connect("/revisions") as socket:
        first, second = int(socket.receive_text()), int(socket.receive_text())
    assert first < second
