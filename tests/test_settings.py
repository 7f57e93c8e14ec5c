"""What .streamlit/config.toml and the locks promise."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from fontTools.ttLib import TTFont
from streamlit import config

from charts.theme import palette
from data.importing.book import MEGABYTE, Limits

ROOT = Path(__file__).resolve().parent.parent
CONFIG: dict[str, Any] = tomllib.loads(
    (ROOT / ".streamlit/config.toml").read_text(encoding="utf-8")
)
FACES: list[dict[str, str]] = CONFIG["theme"]["fontFaces"]
LOCKS = ("requirements.txt", "requirements-dev.txt", "requirements-bench.txt")
TEXT = 4.5


def _options(section: dict[str, Any], prefix: str) -> dict[str, Any]:
    options: dict[str, Any] = {}
    for name, value in section.items():
        inner = isinstance(value, dict)
        options |= _options(value, f"{prefix}{name}.") if inner else {f"{prefix}{name}": value}
    return options


def _luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def _contrast(one: str, other: str) -> float:
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_computed_as_wcag_says() -> None:
    assert _contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert _contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


def test_streamlit_knows_every_setting() -> None:
    """A setting with a slip of the pen would be ignored with a line in a log."""
    assert set(_options(CONFIG, "")) <= set(config._config_options_template)


def test_nobody_is_told_anything() -> None:
    assert CONFIG["browser"]["gatherUsageStats"] is False
    # Set by hand, it keeps Streamlit from asking a server for the machine's address.
    assert CONFIG["browser"]["serverAddress"] == "localhost"
    assert CONFIG["client"]["showErrorDetails"] == "none"


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("ground", ["backgroundColor", "secondaryBackgroundColor"])
def test_text_can_be_told_from_the_ground(theme: str, ground: str) -> None:
    colours = CONFIG["theme"][theme]
    for name in ("textColor", "primaryColor", "linkColor", "grayTextColor"):
        assert _contrast(colours[name], colours[ground]) >= TEXT, name


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_page_has_the_charts_colours(theme: str) -> None:
    """Streamlit cannot ask the palette, so its settings repeat a few of its colours."""
    shared = {
        "primaryColor": "primary",
        "linkColor": "primary",
        "backgroundColor": "ground",
        "secondaryBackgroundColor": "surface",
        "dataframeHeaderBackgroundColor": "surface",
        "textColor": "text",
        "grayColor": "muted",
        "grayTextColor": "muted",
        "dataframeHeaderTextColor": "muted",
        "borderColor": "hairline",
        "dataframeBorderColor": "hairline",
    }
    ours = palette(dark=theme == "dark")
    assert CONFIG["theme"][theme] == {name: getattr(ours, by) for name, by in shared.items()}


@pytest.mark.parametrize("face", FACES, ids=lambda face: face["url"])
def test_a_font_is_bundled_and_has_what_is_declared(face: dict[str, str]) -> None:
    path = urlsplit(face["url"]).path.removeprefix("app/")
    with TTFont(ROOT / path) as font:
        assert str(font["OS/2"].usWeightClass) == face["weight"]
        assert font["name"].getBestFamilyName().startswith(face["family"])
        declared = re.findall(r"U\+([0-9A-F]+)", face["unicodeRange"])
        assert {int(code, 16) for code in declared} & set(font.getBestCmap())


def test_figures_have_one_width() -> None:
    """Numbers stand under each other without any setting, also in canvas and charts."""
    for face in FACES:
        if not face["unicodeRange"].startswith("U+0020"):
            continue
        with TTFont(ROOT / urlsplit(face["url"]).path.removeprefix("app/")) as font:
            cmap, widths = font.getBestCmap(), font["hmtx"]
            assert len({widths[cmap[ord(figure)]][0] for figure in "0123456789"}) == 1


def test_the_letters_and_signs_that_we_write_are_there() -> None:
    known: set[int] = set()
    for face in FACES:
        with TTFont(ROOT / urlsplit(face["url"]).path.removeprefix("app/")) as font:
            known |= set(font.getBestCmap())
    assert not set("ÄÖÜäöüßéèçñłśőΑωЖж0123456789≈→←↑↓–—−·×„“‚‘»«€…") - {chr(code) for code in known}


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_is_complete_and_names_no_host(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert "://" not in text
    assert "index" not in text
    pinned = re.findall(r"^[a-z0-9][^\n]*\n(?: {4}--hash[^\n]*\n)*", text, re.MULTILINE)
    assert len(pinned) > 20
    for package in pinned:
        assert re.match(r"[a-z0-9._-]+==\S+", package), package
        assert "--hash=sha256:" in package, package


def test_the_locks_agree() -> None:
    small, middle, large = (
        set(re.findall(r"^(\S+==\S+)", (ROOT / name).read_text(encoding="utf-8"), re.MULTILINE))
        for name in LOCKS
    )
    assert small < middle < large


def test_every_direct_dependency_is_in_the_lock() -> None:
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    lock = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    for requirement in declared["project"]["dependencies"]:
        name = re.split(r"[=<>~;\[ ]", requirement)[0]
        assert re.search(rf"^{re.escape(name)}==", lock, re.MULTILINE), name


def test_every_block_of_the_style_sheet_is_closed(root: Path) -> None:
    """One that is not would take all that follows into its own condition."""
    depth = 0
    for line in (root / "static" / "atlas.css").read_text(encoding="utf-8").splitlines():
        if line.startswith(("@media", "@keyframes", "/* ")):
            assert depth == 0, line
        depth += line.count("{") - line.count("}")
    assert depth == 0


def test_an_upload_may_be_as_large_as_a_file_that_is_read() -> None:
    assert CONFIG["server"]["maxUploadSize"] * MEGABYTE == Limits().bytes
