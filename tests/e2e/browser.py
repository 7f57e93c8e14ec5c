"""What tests in the browser do again and again: wait until all is drawn, act, look."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from PIL import Image
from playwright.sync_api import ConsoleMessage, Locator, Page
from playwright.sync_api import TimeoutError as PlaywrightTimeout

TIMEOUT = 30_000
"""Milliseconds that anything may take on two busy cores without a graphics card."""

_AXE = Path(__file__).parent / "vendor" / "axe.min.js"

_DRAWN = """() => {
    const app = document.querySelector('[data-testid="stApp"]');
    if (!app || app.dataset.testScriptState !== 'notRunning') return false;
    if (document.querySelector('[data-testid="stSkeleton"], [data-testid="stAppSkeleton"]')) {
        return false;
    }
    if (document.querySelector('[data-testid="stElementContainer"][data-stale="true"]')) {
        return false;
    }
    const visible = (element) => element.getClientRects().length > 0;
    const all = (selector) => [...document.querySelectorAll(selector)].filter(visible);
    const charts = all('[data-testid="stPlotlyChart"]').every(
        (chart) => chart.querySelector('.plot-container .main-svg'));
    const maps = all('[data-testid="stDeckGlJsonChart"]').every((map) => {
        const canvas = map.querySelector('canvas');
        return canvas && canvas.width > 0 && canvas.height > 0;
    });
    const documents = all('[data-testid="stBidiComponentRegular"]').every(
        (component) => component.querySelector('.atlas'));
    return charts && maps && documents && document.fonts.status === 'loaded';
}"""

COUNT_RUNS = """(() => {
    const FINISHED = 6 << 3, EARLY = 2;  // ForwardMsg.script_finished, and: to run again at once
    const finished = (bytes) => {
        let at = 0;
        const number = () => {
            for (let value = 0, shift = 0; ; shift += 7) {
                value |= (bytes[at] & 127) << shift;
                if (bytes[at++] < 128) return value;
            }
        };
        while (at < bytes.length) {
            const field = number();
            if (field === FINISHED) return number() !== EARLY;
            if ((field & 7) === 0) number();
            else if ((field & 7) === 2) { const length = number(); at += length; }
            else return false;
        }
        return false;
    };
    window.finishedRuns = 0;
    window.WebSocket = class extends WebSocket {
        constructor(...options) {
            super(...options);
            this.addEventListener('message', ({data}) => {
                if (!(data instanceof ArrayBuffer) || !finished(new Uint8Array(data))) return;
                // The page draws what came before it a moment later, all at once.
                const next = () => requestAnimationFrame(() => { window.finishedRuns += 1; });
                setTimeout(() => requestAnimationFrame(next), 100);
            });
        }
    };
})()"""
"""Counts the runs that the server says have ended. The page's own sign of it is not enough: a busy
browser draws the start and the end of a short run at once, and nothing seems to have happened."""


LEAVE_MAPS_EMPTY = """(() => {
    for (const name of ['drawArrays', 'drawElements', 'drawRangeElements',
                        'drawArraysInstanced', 'drawElementsInstanced']) {
        WebGL2RenderingContext.prototype[name] = () => {};
    }
})()"""
"""Without a graphics card a map takes seconds of a processor to be painted, three for each time it
is opened. Only tests of what is on a map need that."""


@dataclass
class Traffic:
    """Everything that a page asked for, said and tripped over."""

    host: str
    requests: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    @property
    def foreign(self) -> list[str]:
        """Requests and WebSockets to another host than the app's."""
        return [url for url in self.requests if not self._own(url)]

    def _own(self, url: str) -> bool:
        parts = urlsplit(url)
        if parts.scheme == "blob":
            parts = urlsplit(parts.path)
        return parts.scheme in {"data", "about"} or parts.netloc == self.host

    def watch(self, page: Page) -> None:
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("websocket", lambda socket: self.requests.append(socket.url))
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("console", self._listen)

    def _listen(self, message: ConsoleMessage) -> None:
        # The policy keeps foreign requests from being made, so what it stopped counts as one.
        if message.type == "error" and "Content Security Policy" in message.text:
            self.errors.append(message.text)


def wait_until_drawn(page: Page) -> None:
    """Return when the script has ended and every chart, map, table and font is there."""
    page.wait_for_function(_DRAWN, timeout=TIMEOUT)


@contextmanager
def rerun(page: Page) -> Iterator[None]:
    """``with rerun(page): page.click(…)`` returns when the run that this caused is drawn."""
    before = page.evaluate("window.finishedRuns")
    yield
    page.wait_for_function("before => window.finishedRuns > before", arg=before, timeout=TIMEOUT)
    wait_until_drawn(page)


def picture(target: Locator) -> Image.Image:
    """What the reader sees of an element, as soon as it no longer moves.

    A map draws its outlines after they have come and its arcs after they have grown: pictures
    are taken until two in a row are equal.
    """
    before = b""
    for _ in range(40):
        now = target.screenshot(animations="disabled", caret="hide")
        if now == before:
            return Image.open(io.BytesIO(now)).convert("RGB")
        before = now
    raise AssertionError("the element does not stop moving")


def point_at(page: Page, tip: Locator, x: float, y: float) -> None:
    """Leave the pointer at a point of a map whose tooltip is there then.

    A map that still loads has nothing below the pointer, and asks only when the pointer moves.
    """
    for _ in range(TIMEOUT // 500):
        page.mouse.move(x + 1, y)
        page.mouse.move(x, y)
        try:
            tip.wait_for(timeout=500)
        except PlaywrightTimeout:
            continue
        return
    raise AssertionError(f"nothing of that name lies at {x:.0f}, {y:.0f}")


def share_of_colour(
    image: Image.Image, colour: tuple[int, int, int], *, tolerance: int = 12
) -> float:
    """The share of an image's pixels, 0 to 1, that differ from a colour by at most
    ``tolerance`` in each of red, green and blue."""
    counted = image.getcolors(maxcolors=image.width * image.height) or []
    near = sum(
        count
        for count, pixel in counted
        if isinstance(pixel, tuple)
        and all(abs(a - b) <= tolerance for a, b in zip(pixel, colour, strict=True))
    )
    return near / (image.width * image.height)


@dataclass(frozen=True)
class Violation:
    """One element that breaks one of axe-core's rules."""

    rule: str
    impact: str
    element: str
    html: str


def violations(
    page: Page, *, impacts: tuple[str, ...] = ("serious", "critical")
) -> list[Violation]:
    """What axe-core finds on the page as it is now, one entry an element."""
    page.evaluate(_AXE.read_text(encoding="utf-8"))
    found = json.loads(
        page.evaluate("async () => JSON.stringify((await axe.run(document)).violations)")
    )
    return [
        Violation(rule["id"], node["impact"], " ".join(map(str, node["target"])), node["html"])
        for rule in found
        for node in rule["nodes"]
        if node["impact"] in impacts
    ]
