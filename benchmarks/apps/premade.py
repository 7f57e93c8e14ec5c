"""The overview's elements with every figure, document and map made beforehand.

What is sent here is what Streamlit itself costs. The first visit with a filter draws the real
dashboard and records its calls; every later run of any session only repeats them.
"""

from __future__ import annotations

import streamlit as st

from benchmarks.apps.recording import record, recorded, replay
from benchmarks.wire import COUNTRIES

of_address = st.query_params.get_all("country")
chosen = tuple(sorted(st.session_state.get(COUNTRIES, of_address)))
if recorded(chosen):
    replay(chosen)
else:
    record(chosen)
