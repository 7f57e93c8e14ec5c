"""The premade page behind the same server as the dashboard: assets, headers, collector."""

from __future__ import annotations

from pathlib import Path

import streamlit as st
from starlette.routing import Route

import server

app = st.App(
    Path(__file__).with_name("premade.py"),
    lifespan=server.lifespan,
    routes=[Route("/health", server.health)],
    middleware=server._middleware(),
)
