from __future__ import annotations


def draw() -> None: ...
