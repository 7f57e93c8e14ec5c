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

_UNREACHABLE = marked(
    "The server does not answer just now. The page connects again by itself; what was entered in "
    "a form is kept."
)
_INSTEAD = {
    "Connection error": marked("No connection"),
    "Is Streamlit still running? If you accidentally stopped Streamlit, just restart it in your "
    "terminal:": _UNREACHABLE,
    "Streamlit server is not responding. Are you connected to the internet?": _UNREACHABLE,
    "Connection timed out.": _UNREACHABLE,
    "Connection failed with status …": _UNREACHABLE,
}
"""What speaks to whoever wrote the program, and what to say to readers in either language."""


def in_language(code: str) -> dict[str, str]:
    """Streamlit's text, with «…» for a part that varies, and what to say instead."""
    ours = {word: word for word in _WORDS} | _INSTEAD
    said = {word: Tongue(code).text(text) for word, text in ours.items()}
    return {word: text for word, text in said.items() if text != word}
