"""What is said of the rows of a preview."""

from __future__ import annotations

import pytest

from ui.i18n import Tongue, speaking
from ui.importing_rows import runs


@pytest.mark.parametrize(
    ("numbers", "said"),
    [
        ([5], "5"),
        ([5, 6], "5–6"),
        ([5, 6, 7, 9, 12, 13], "5–7, 9, 12–13"),
        ([999, 1000, 1001], "999–1.001"),
    ],
)
def test_rows_that_are_wrong_alike_are_named_together(numbers: list[int], said: str) -> None:
    with speaking(Tongue("de")):
        assert runs(numbers) == said
