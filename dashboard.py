"""The entry: page frame, language, navigation and the filters that every page shares."""

from __future__ import annotations

import streamlit as st

from data.model import Access
from pages import ENTRIES, PAGES
from ui import (
    access,
    background,
    cache,
    components,
    desk,
    filters,
    gate,
    header,
    i18n,
    known,
    notice,
    state,
    waiting,
)
from ui.cache import NotLoadable

st.set_page_config(layout="wide", page_icon="static/icon.svg")
components.style()

try:
    revision = cache.revision()  # asked first: what is shown is never older than it says
    home = cache.library().home
except NotLoadable as error:
    state.begin("", state.LANGUAGES[0])
    components.not_loadable(error)
    st.stop()

language = state.language(home.default_language)
pages = {
    entry.address: st.Page(
        entry.draw,
        title=f"{i18n.Tongue(language).text(entry.title)} · {home.product}",
        url_path=entry.address,
        default=not entry.address,
    )
    for entry in PAGES
}
page = st.navigation(list(pages.values()), position="hidden")

turned = state.turned_to(page.url_path)
if turned is not None and turned.page in pages:
    st.switch_page(pages[turned.page], query_params=state.as_parameters(turned))

shown = ENTRIES[page.url_path]
writes = shown.needs >= Access.EDITOR
view, rejected = state.begin(page.url_path, home.default_language, writes=writes)
i18n.speak(view.language)
desk.lead_to(ENTRIES)
header.draw_header(PAGES, home, revision)
notice.draw_signed_out()
waiting.draw_at_the_door()
needed = max(shown.needs, access.needed_to_look(home))
if not access.may(needed):
    gate.not_allowed(needed)
    st.stop()
library = cache.library()
snapshot = library.snapshot
known.draw_bar(home)
if shown.filtered:
    filters.draw_filters(snapshot)
components.report_rejected(rejected)
waiting.draw_notice()
with background.page_first():
    page.run()
components.report_left_out(library.left_out, "about")
components.open_record(snapshot)
