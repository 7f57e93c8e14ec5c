"""What axe-core finds, without what Streamlit draws itself and offers no way to change."""

from __future__ import annotations

import re
from dataclasses import dataclass

from playwright.sync_api import Page

from tests.e2e.browser import Violation, violations


@dataclass(frozen=True)
class Known:
    """A violation that is Streamlit's: rule, what the element's HTML is, and why it is theirs."""

    rule: str
    html: str
    reason: str

    def covers(self, found: Violation) -> bool:
        return found.rule == self.rule and re.search(self.html, found.html) is not None


STREAMLIT: tuple[Known, ...] = ()


def ours(page: Page) -> list[Violation]:
    """Serious and critical violations that are ours."""
    found = violations(page)
    return [one for one in found if not any(known.covers(one) for known in STREAMLIT)]
