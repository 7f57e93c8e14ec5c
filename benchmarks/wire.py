"""A viewer without a browser: Streamlit's own messages over its own websocket."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import Any, Self
from urllib.parse import urlencode

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect

_FINISHED = ForwardMsg.ScriptFinishedStatus.FINISHED_SUCCESSFULLY
COUNTRIES = "filter_countries_de"
"""Key of the list of countries in the dashboard, in the language of generated records."""
_SMALL = 600
"""Bytes below which a message can be the one that ends a run."""


class Failed(AssertionError):
    """A run ended with an error, or the page showed one."""


class _Counting(ClientConnection):
    """Counts what comes over the wire, compressed as it is."""

    received = 0

    def data_received(self, data: bytes) -> None:
        self.received += len(data)
        super().data_received(data)


@dataclass(frozen=True)
class Run:
    """One run of the script, as a viewer sees it."""

    seconds: float
    """from the message in to the last message out"""
    wire: int
    """bytes received, as they were sent"""
    payload: int
    """bytes received, uncompressed"""
    messages: list[bytes] = field(repr=False, default_factory=list)

    def elements(self) -> list[tuple[str, str, int]]:
        """Type, key and size in bytes of each element that was sent."""
        found = []
        for message in self.messages:
            forward = ForwardMsg.FromString(message)
            if forward.WhichOneof("type") != "delta":
                found.append((str(forward.WhichOneof("type")), "", len(message)))
                continue
            if forward.delta.WhichOneof("type") != "new_element":
                found.append((str(forward.delta.WhichOneof("type")), "", len(message)))
                continue
            element = forward.delta.new_element
            name = str(element.WhichOneof("type"))
            key = str(getattr(getattr(element, name), "id", "")).split("-", 2)[-1]
            found.append((name, key, len(message)))
        return found


class Viewer:
    """One open page. Use as an asynchronous context manager."""

    def __init__(self, port: int, page: str = "", **query: str) -> None:
        self._port = port
        self._page = page
        self._query = urlencode(query)
        self._page_hash = ""
        self._states: dict[str, WidgetState] = {}
        self._connection: _Counting | None = None
        self.ids: dict[str, str] = {}
        self.options: dict[str, list[str]] = {}

    async def __aenter__(self) -> Self:
        connection = await connect(
            f"ws://localhost:{self._port}/_stcore/stream",
            origin=f"http://localhost:{self._port}",
            subprotocols=["streamlit"],
            create_connection=_Counting,
            max_size=None,
            proxy=None,
        )
        assert isinstance(connection, _Counting)
        self._connection = connection
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._connection is not None:
            await self._connection.close()

    async def open(self) -> Run:
        """The page's first run."""
        run = await self._run()
        self._learn(run)
        return run

    @property
    def countries(self) -> list[str]:
        """What the list of countries offers."""
        return self.options[COUNTRIES]

    async def choose(self, *countries: str) -> Run:
        """Choose these countries, or none, as a reader does."""
        state = WidgetState(id=self.ids[COUNTRIES])
        state.string_array_value.data[:] = countries
        state.string_array_value.SetInParent()
        self._states[state.id] = state
        return await self._run()

    async def _run(self) -> Run:
        connection = self._connection
        assert connection is not None
        message = BackMsg()
        rerun = message.rerun_script
        rerun.query_string = self._query
        rerun.page_name = self._page if not self._page_hash else ""
        rerun.page_script_hash = self._page_hash
        rerun.widget_states.widgets.extend(self._states.values())
        rerun.context_info.url = f"http://localhost:{self._port}/{self._page}"
        rerun.context_info.timezone = "Europe/Berlin"
        rerun.context_info.locale = "de-DE"
        rerun.context_info.color_scheme = "light"
        before = connection.received
        started = time.perf_counter()
        await connection.send(message.SerializeToString())
        messages: list[bytes] = []
        while True:
            data = await connection.recv()
            assert isinstance(data, bytes)
            messages.append(data)
            if len(data) < _SMALL and self._ends(data):
                break
        seconds = time.perf_counter() - started
        return Run(seconds, connection.received - before, sum(map(len, messages)), messages)

    def _ends(self, data: bytes) -> bool:
        forward = ForwardMsg.FromString(data)
        kind = forward.WhichOneof("type")
        if kind == "page_info_changed":
            self._query = forward.page_info_changed.query_string
        return kind == "script_finished" and forward.script_finished == _FINISHED

    def _learn(self, run: Run) -> None:
        for data in run.messages:
            forward = ForwardMsg.FromString(data)
            kind = forward.WhichOneof("type")
            if kind == "new_session":
                self._page_hash = forward.new_session.page_script_hash
            elif kind == "navigation":
                self._page_hash = forward.navigation.page_script_hash
            elif kind == "delta" and forward.delta.WhichOneof("type") == "new_element":
                self._learn_element(forward.delta.new_element)

    def _learn_element(self, element: Any) -> None:
        name = element.WhichOneof("type")
        if name == "exception":
            raise Failed(f"{element.exception.type}: {element.exception.message}")
        inner = getattr(element, name)
        identity = str(getattr(inner, "id", ""))
        if identity:
            key = identity.split("-", 2)[-1]
            self.ids[key] = identity
            if hasattr(inner, "options"):
                self.options[key] = list(inner.options)
