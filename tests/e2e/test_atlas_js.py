"""``static/atlas.js`` in a browser: what it draws, what it refuses, what it leaves in place."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from tests.conftest import ROOT
from tests.e2e.contexts import Contexts
from tests.screens import Spec


@pytest.fixture
def page(contexts: Contexts) -> Iterator[Page]:
    """A blank page where ``draw(nodes)`` draws a document into the body."""
    page = contexts.take("de-DE", "about:blank").new_page()
    script = (ROOT / "static" / "atlas.js").read_text(encoding="utf-8")
    page.evaluate(
        """async (script) => {
            const address = URL.createObjectURL(new Blob([script], {type: 'text/javascript'}));
            const { default: draw } = await import(address);
            window.sent = [];
            window.draw = (nodes, more = {}) => draw({
                parentElement: document.body, data: { nodes, ...more },
                setTriggerValue: (name, value) => window.sent.push([name, value]),
                setStateValue: (name, value) => window.sent.push([name, value]),
            });
        }""",
        script,
    )
    yield page
    contexts.give_back()


def _draw(page: Page, *nodes: Spec, **more: str) -> str:
    """The document's HTML after drawing."""
    page.evaluate(
        "([nodes, more]) => window.draw(nodes, more)", [json.loads(json.dumps(nodes)), more]
    )
    html: str = page.evaluate("document.querySelector('.atlas').innerHTML")
    return html


def _el(tag: str, *children: Spec, **attributes: str) -> Spec:
    return tag, attributes, list(children)


def test_texts_and_elements_are_drawn_as_they_are(page: Page) -> None:
    html = _draw(page, _el("p", "a ", _el("strong", "<b>b</b> & c"), title='"x"'))
    assert html == '<p title="&quot;x&quot;">a <strong>&lt;b&gt;b&lt;/b&gt; &amp; c</strong></p>'


def test_a_picture_is_only_shown_from_its_own_bytes(page: Page) -> None:
    own: Spec = ("img", {"src": "data:image/png;base64,AA==", "alt": ""}, [])
    assert 'src="data:image/png;base64,AA=="' in _draw(page, own)
    for address in ("https://example.org/a.png", "/a.png", "data:text/html,x", "javascript:1"):
        foreign: Spec = ("img", {"src": address, "onerror": "alert(1)"}, [])
        assert "src" not in _draw(page, foreign)


def test_a_form_is_sent_to_the_dashboard_alone(page: Page) -> None:
    assert 'action="sign-out"' in _draw(page, ("form", {"action": "sign-out"}, []))
    for address in ("https://example.org/", "//example.org", "javascript:alert(1)", "/x", "../x"):
        assert "action" not in _draw(page, ("form", {"action": address}, []))


@pytest.mark.parametrize(
    "tag",
    ["script", "video", "iframe", "style", "object", "embed", "select", "FORM", "SCRIPT", "base"],
)
def test_tags_outside_the_list_are_refused(page: Page, tag: str) -> None:
    with pytest.raises(Exception, match="a document may not hold"):
        _draw(page, _el(tag, "alert(1)"))
    with pytest.raises(Exception, match="a document may not hold"):
        _draw(page, _el("p", _el(tag, "alert(1)")))


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        " javascript:alert(1)",
        "java\tscript:alert(1)",
        "\x01javascript:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "vbscript:x",
        "file:///etc/passwd",
        "//elsewhere.example/",
        "blob:x",
    ],
)
def test_addresses_that_run_or_lead_elsewhere_unseen_are_left_out(page: Page, address: str) -> None:
    assert _draw(page, _el("a", "x", href=address)) == "<a>x</a>"
    _draw(page, _el("a", "x", href="map"))
    assert _draw(page, _el("a", "x", href=address)).count("script:") == 0


@pytest.mark.parametrize(
    "address", ["./", "map", "map?open=place.leeds-gb", "./?country=GB", "#x", "mailto:a@b.example"]
)
def test_addresses_of_the_dashboard_are_kept(page: Page, address: str) -> None:
    _draw(page, _el("a", "x", href=address))
    assert page.locator("a").get_attribute("href") == address
    assert page.locator("a").get_attribute("target") is None


def test_a_way_out_opens_a_tab_that_knows_nothing_of_us(page: Page) -> None:
    _draw(page, _el("a", "x", href="https://example.org/"))
    assert page.locator("a").get_attribute("target") == "_blank"
    assert page.locator("a").get_attribute("rel") == "noopener noreferrer"


@pytest.mark.parametrize(
    "name", ["onclick", "onmouseover", "style", "srcdoc", "formaction", "xlink:href"]
)
def test_attributes_outside_the_list_are_left_out(page: Page, name: str) -> None:
    assert _draw(page, ("p", {name: "alert(1)"}, ["x"])) == "<p>x</p>"


def test_what_did_not_change_stays_the_same_node(page: Page) -> None:
    """So that a rerun takes neither the focus nor an opened part from the reader."""
    kept = _el("a", "kept", href="map")
    _draw(page, _el("p", kept, _el("strong", "1")), _el("details", _el("summary", "s"), "d"))
    page.locator("summary").click()
    page.locator("a").focus()
    page.evaluate("window.before = document.querySelector('a')")
    _draw(page, _el("p", kept, _el("strong", "2")), _el("details", _el("summary", "s"), "e"))
    assert page.locator("strong").inner_text() == "2"
    assert page.evaluate("window.before === document.querySelector('a')")
    assert page.evaluate("document.activeElement === window.before")
    assert page.locator("details").get_attribute("open") is not None


def test_what_went_away_is_taken_out(page: Page) -> None:
    _draw(page, _el("p", "a"), _el("p", "b", title="x"), _el("p", "c"))
    assert _draw(page, _el("h2", "a"), _el("p", "b")) == "<h2>a</h2><p>b</p>"
    assert _draw(page) == ""


def test_a_plain_click_on_an_inner_link_is_sent_and_others_are_the_browsers(page: Page) -> None:
    _draw(page, ("a", {"href": "map?country=GB", "data-inner": ""}, [_el("strong", "x")]))
    page.locator("strong").click()
    assert page.evaluate("window.sent") == [["link", "map?country=GB"]]
    page.locator("strong").dispatch_event("click", {"button": 0, "ctrlKey": True})
    assert len(page.evaluate("window.sent")) == 1


def test_the_language_is_set_and_a_wrong_width_reported_once(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    _draw(page, language="en", width="wide")
    assert page.evaluate("document.documentElement.lang") == "en"
    assert page.evaluate("window.sent") == [["width", "narrow"]]
    _draw(page, language="en", width="narrow")
    assert page.evaluate("window.sent") == [["width", "narrow"]]
