"""The words of Streamlit's own controls, for which it has no setting, in the reader's language.

``static/streamlit_words.js`` says them in the browser. A list that a new version of Streamlit has
outdated does no harm: what is not found stays English.
"""

from __future__ import annotations

from ui.i18n import Tongue, marked

_WORDS = (
    marked("Skip to main content"),
    marked("Choose an option"),
    marked("Open"),
    marked("Close"),
    marked("Dismiss"),
    marked("No results"),
    marked("Clear all"),
    marked("Clear value"),
    marked("Selected values"),
    marked("Remove …"),
    marked("… options available."),
    marked("Fullscreen: …"),
    marked("Close fullscreen: …"),
    marked("Search: …"),
    marked("Download as CSV: …"),
    marked("Show/hide columns: …"),
    marked("Fullscreen"),
    marked("Close fullscreen"),
    marked("Search"),
    marked("Download as CSV"),
    marked("Show/hide columns"),
    marked("Press Enter to apply"),
    marked("Add: …"),
    marked("Select all"),
    marked("Clear selection"),
    marked("Press Enter to submit form"),
    marked("Help for …"),
    marked("dd"),
    marked("mm"),
    marked("yyyy"),
    marked("day, …"),
    marked("month, …"),
    marked("year, …"),
    marked("Choose date"),
    marked("Previous month"),
    marked("Next month"),
    marked("Upload"),
    marked("Drag and drop files here"),
    marked("Error uploading file"),
    marked("Ctrl + S"),
    marked("Shortcut Ctrl + S"),
)


def in_language(code: str) -> dict[str, str]:
    """Streamlit's text, with «…» for a part that varies, and what to say instead."""
    said = {word: Tongue(code).text(word) for word in _WORDS}
    return {word: text for word, text in said.items() if text != word}
