"""Tells in which encoding a text was saved, so that no umlaut is misread."""

from __future__ import annotations

import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from typing import Final

_MARKS: Final = ((BOM_UTF8, "utf-8"), (BOM_UTF16_LE, "utf-16-le"), (BOM_UTF16_BE, "utf-16-be"))
_OLDER: Final = ("cp1252", "mac_roman", "cp850")
"""What programs saved before UTF-8: Windows, the Macintosh and DOS. The first wins a tie."""
_NAMES: Final = {
    "utf-8": "UTF-8",
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16",
    "cp1252": "Windows-1252",
    "mac_roman": "Mac Roman",
    "cp850": "DOS (850)",
}
_MULTIBYTE: Final = re.compile(rb"[\xc2-\xf4][\x80-\xbf]{1,3}")
_GERMAN: Final = re.compile("[äöüÄÖÜß]")
_USUAL: Final = re.compile("[éèêëáàâãåçñíìîïóòôõúùûøØÅÉÇæœ]")
_LETTER: Final = "A-Za-zÀ-ÖØ-öø-ÿœŒšŠžŽ"
_ODD: Final = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?<=[A-Za-z])[^\x00-\x7f{_LETTER}’][A-Za-z]",  # a sign within a word
        rf"(?<![{_LETTER}])[ÇûôîñÄäÖöÜüß](?![{_LETTER}])",  # a letter that is no word
        "[à-ÿ](?=[A-Z])|(?<=[a-z])[ŠŽŒŸÀ-Þ]|(?<![a-z])[Ññ][A-Z]|[a-z]ì",  # letters out of place
        "[\x80-\x9fŠšŽžŸ]",  # what is hardly ever written
    )
)
SAMPLE: Final = 1_000_000
"""Bytes from which an older encoding is told."""


def decoded(data: bytes) -> tuple[str, str]:
    """A text and the name of its encoding. Bytes that it doesn't have become lone surrogates, so
    that whoever reads on can name their row."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, _handler(encoding)), _NAMES[encoding]
    if encoding := _without_mark(data[:SAMPLE]):
        return data.decode(encoding, _handler(encoding)), _NAMES[encoding]
    try:
        return data.decode("utf-8"), _NAMES["utf-8"]
    except UnicodeDecodeError:
        pass
    encoding = _likeliest(data)
    return data.decode(encoding, "surrogateescape"), _NAMES[encoding]


def _handler(encoding: str) -> str:
    return "surrogateescape" if encoding == "utf-8" else "replace"


def _without_mark(sample: bytes) -> str:
    """UTF-16 of Latin text is every other byte zero."""
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    half = max(1, len(sample) // 2)
    if odd > 0.4 * half and even < 0.05 * half:
        return "utf-16-le"
    return "utf-16-be" if even > 0.4 * half and odd < 0.05 * half else ""


def _likeliest(data: bytes) -> str:
    """UTF-8 where it is that but for few bytes, else the older encoding that makes most letters of
    languages around us and fewest signs within words."""
    high = sum(map(len, re.findall(rb"[\x80-\xff]+", data)))
    in_utf8 = sum(map(len, _MULTIBYTE.findall(data)))
    if 2 * in_utf8 > high:
        return "utf-8"
    lines = b"\n".join(line for line in data[:SAMPLE].split(b"\n") if not line.isascii())
    return max(_OLDER, key=lambda encoding: _score(lines, encoding))


def _score(sample: bytes, encoding: str) -> int:
    text = sample.decode(encoding, "surrogateescape")
    odd = sum(len(pattern.findall(text)) for pattern in _ODD)
    undefined = len(re.findall("[\udc80-\udcff]", text))
    usual = 3 * len(_GERMAN.findall(text)) + len(_USUAL.findall(text))
    return usual - 3 * odd - 3 * undefined
