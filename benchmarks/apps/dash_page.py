"""The overview as somebody would write it in Dash: pandas, Plotly, dash-deck, one callback.

``gunicorn --workers 2 --preload benchmarks.apps.dash_page:server`` with the number of generated
records in ``BENCHMARK_RECORDS``. It is written to be good, not to lose: frames are narrow and
categorical, months are computed once, figures are plain dictionaries, nothing is sorted or merged
in the callback that could be sorted or merged before.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import dash_deck
import numpy as np
import pandas as pd
import pydeck
from babel import Locale
from dash import Dash, Input, Output, dcc, html
from flask import Response, send_file

from benchmarks import generate
from charts.theme import palette, rgb
from data.tables import Tables

ROOT = Path(__file__).resolve().parents[2]
COLOURS = palette(dark=False)
DIRECTIONS = {"inbound": "Zu Gast", "outbound": "Unterwegs", "mutual": "Beides", "online": "Online"}
TERRITORIES = Locale("de").territories
LATEST = 4
MOST_SECTORS = 8
COURSE_MONTHS = 12
FONT = {"family": "IBM Plex Sans, Arial, sans-serif", "size": 13, "color": COLOURS.text}


class Records:
    """The generated records as narrow frames, prepared once."""

    def __init__(self, tables: Tables) -> None:
        table = tables.activities
        public = (table["visibility"] == "public").to_numpy()
        self.activities = pd.DataFrame(
            {
                "month": table["start"].dt.year * 12 + table["start"].dt.month - 1,
                "start": table["start"],
                "direction": table["direction"].astype("category"),
                "kind": table["kind"].astype("category"),
                "held": (table["status"] == "held") & public,
                "planned": (table["status"] == "planned") & public,
                "participants": table["participants"].fillna(0).astype("int64"),
                "title": table["title_de"],
            }
        )
        ends = tables.counterparts
        self.ends = pd.DataFrame(
            {
                "activity": ends["activity"],
                "country": ends["country"].astype("category"),
                "place": ends["place"].astype("category"),
            }
        )
        links = tables.sectors.assign(sector=tables.sectors["sector"].str.split("-").str[0])
        links = links.drop_duplicates()
        self.sectors = pd.DataFrame(
            {"activity": links["activity"], "sector": links["sector"].astype("category")}
        )
        organisations = tables.organisations
        self.organisations = pd.DataFrame(
            {
                "activity": organisations["activity"],
                "organisation": organisations["organisation"].astype("category"),
            }
        )
        self.newest_first = self.activities["start"].sort_values(ascending=False).index.to_numpy()
        self.reference = tables.reference
        self.places = tables.places
        self.countries = sorted(self.ends["country"].cat.categories)
        self.results = {code for code, kind in tables.reference.kinds.items() if kind.is_result}
        used = self.activities.loc[self.activities["held"], "month"]
        self.months = list(range(int(used.max()), int(used.min()) - 1, -1))

    def wanted(self, countries: list[str], months: tuple[int, int] | None) -> np.ndarray:
        """Which activities fulfil the filters."""
        wanted = np.ones(len(self.activities), dtype=bool)
        if countries:
            rows = self.ends.loc[self.ends["country"].isin(countries), "activity"]
            wanted = np.zeros(len(self.activities), dtype=bool)
            wanted[rows] = True
        if months:
            wanted &= self.activities["month"].between(*months).to_numpy()
        return wanted


RECORDS = Records(generate.tables(int(os.environ.get("BENCHMARK_RECORDS", "1000"))))
app = Dash(__name__, title="Netzwerkatlas")
server = app.server


@server.route("/outlines.geojson")
def outlines() -> Response:
    return send_file(ROOT / "static" / "countries.geojson", max_age=86400)


def month_name(ordinal: int) -> str:
    names = Locale("de").months["format"]["wide"]
    return f"{names[ordinal % 12 + 1]} {ordinal // 12}"


def month_choices() -> list[dict[str, str]]:
    choices = []
    for ordinal in RECORDS.months:
        if ordinal % 12 == 11 or ordinal == RECORDS.months[0]:
            year = ordinal // 12
            choices.append({"label": str(year), "value": f"{year * 12}-{year * 12 + 11}"})
        choices.append({"label": month_name(ordinal), "value": f"{ordinal}-{ordinal}"})
    return choices


app.layout = html.Div(
    style={"fontFamily": FONT["family"], "padding": "8px 48px", "color": COLOURS.text},
    children=[
        html.Header(
            style={"display": "flex", "gap": "24px", "borderBottom": "1px solid #ddd"},
            children=[
                html.Strong("Netzwerkatlas"),
                *[dcc.Link(name, href=f"/{name.lower()}") for name in
                  ("Overview", "Map", "Timeline", "Sectors", "Partners", "Activities")],
            ],
        ),
        html.Div(
            style={"display": "flex", "gap": "12px", "padding": "12px 0"},
            children=[
                dcc.Dropdown(month_choices(), id="months", placeholder="Alle Monate",
                             style={"width": "190px"}),
                dcc.Dropdown(
                    [{"label": TERRITORIES[code], "value": code} for code in RECORDS.countries],
                    id="countries", multi=True, placeholder="Alle Länder",
                    style={"width": "240px"}),
                html.Div(id="sentence"),
            ],
        ),
        html.H1("Was war los?"),
        html.P(id="answer"),
        html.Div(id="figures", style={"display": "flex", "gap": "16px"}),
        html.Div(
            style={"display": "flex", "gap": "32px"},
            children=[
                html.Div(
                    style={"flex": "8"},
                    children=[
                        html.H2(id="where"),
                        html.Div(
                            dash_deck.DeckGL(id="deck", data={}, tooltip={"text": "{n}"}),
                            style={"position": "relative", "height": "344px"},
                        ),
                        html.H2("Zuletzt"),
                        html.Ul(id="latest"),
                    ],
                ),
                html.Div(
                    style={"flex": "5"},
                    children=[
                        html.H2(id="busiest"),
                        dcc.Graph(id="course", config={"displayModeBar": False},
                                  style={"height": "170px"}),
                        html.H2(id="leading"),
                        dcc.Graph(id="sectors", config={"displayModeBar": False},
                                  style={"height": "208px"}),
                    ],
                ),
            ],
        ),
    ],
)  # fmt: skip


@app.callback(
    Output("sentence", "children"),
    Output("answer", "children"),
    Output("figures", "children"),
    Output("where", "children"),
    Output("deck", "data"),
    Output("latest", "children"),
    Output("busiest", "children"),
    Output("course", "figure"),
    Output("leading", "children"),
    Output("sectors", "figure"),
    Input("months", "value"),
    Input("countries", "value"),
)
def update(months: str | None, countries: list[str] | None) -> tuple[Any, ...]:
    """The whole page for a selection."""
    chosen = countries or []
    span = tuple(map(int, months.split("-"))) if months else None
    wanted = RECORDS.wanted(chosen, span)
    held = wanted & RECORDS.activities["held"].to_numpy()
    planned = wanted & RECORDS.activities["planned"].to_numpy()
    ends = RECORDS.ends[held[RECORDS.ends["activity"].to_numpy()]]
    pairs = ends[["activity", "country"]].drop_duplicates()
    per_country = pairs["country"].value_counts()
    per_country = per_country[per_country > 0]
    places = ends["place"].value_counts()
    places = places[places > 0]
    links = RECORDS.sectors[held[RECORDS.sectors["activity"].to_numpy()]]
    per_sector = links["sector"].value_counts()
    per_sector = per_sector[per_sector > 0].head(MOST_SECTORS)
    course = course_of(held, planned, span)
    sentence = " · ".join(TERRITORIES[code] for code in chosen)
    leading = TERRITORIES[per_country.index[0]] if len(per_country) else ""
    return (
        html.Strong(sentence),
        f"{int(held.sum())} Aktivitäten mit {len(per_country)} Ländern, die meisten mit {leading}.",
        key_figures(held, len(per_country), len(places)),
        f"Am häufigsten: {leading}",
        world(ends, places),
        latest(wanted),
        "Verlauf",
        course,
        "Branchen",
        sector_figure(per_sector),
    )


def key_figures(held: np.ndarray, countries: int, cities: int) -> list[html.Div]:
    table = RECORDS.activities.loc[held]
    last = int(table["month"].max()) if len(table) else 0
    recent = table.loc[table["month"] > last - COURSE_MONTHS, "month"]
    trend = np.bincount(recent - last + COURSE_MONTHS - 1, minlength=COURSE_MONTHS)
    links = RECORDS.organisations
    organisations = links.loc[held[links["activity"].to_numpy()], "organisation"].nunique()
    values = {
        "Aktivitäten": len(table),
        "Länder": countries,
        "Städte": cities,
        "Teilnehmende": int(table["participants"].sum()),
        "Ergebnisse": int(table["kind"].isin(RECORDS.results).sum()),
        "Organisationen": organisations,
    }
    return [
        html.Div(
            style={"flex": "1"},
            children=[html.Div(label), html.Strong(f"{value:,}".replace(",", ".")), bars(trend)],
        )
        for label, value in values.items()
    ]


def bars(trend: np.ndarray) -> html.Div:
    most = max(1, int(trend.max()))
    return html.Div(
        style={"display": "flex", "gap": "1px", "alignItems": "end", "height": "20px"},
        children=[
            html.Div(style={"width": "4px", "height": f"{20 * int(value) / most:.1f}px",
                            "background": COLOURS.muted})
            for value in trend
        ],
    )  # fmt: skip


def latest(wanted: np.ndarray) -> list[html.Li]:
    newest = RECORDS.newest_first[wanted[RECORDS.newest_first]][:LATEST]
    table = RECORDS.activities.loc[newest]
    return [
        html.Li(f"{row.start:%d.%m.%Y} {row.title} ({DIRECTIONS[row.direction]})")
        for row in table.itertuples()
    ]


def course_of(held: np.ndarray, planned: np.ndarray, span: Any) -> dict[str, Any]:
    """Stacked bars per month (per year where there are many), by direction."""
    table = RECORDS.activities.loc[held, ["month", "direction"]]
    waiting = RECORDS.activities.loc[planned, "month"]
    long = span is None
    period = table["month"] // 12 if long else table["month"]
    counts = table.groupby([period, "direction"], observed=True).size().unstack(fill_value=0)
    names = [str(value) if long else month_name(value) for value in counts.index]
    hatched = (
        (waiting // 12 if long else waiting).value_counts().reindex(counts.index, fill_value=0)
    )
    traces: list[dict[str, Any]] = [
        {"type": "bar", "x": names, "y": counts[code].tolist(), "name": DIRECTIONS[code],
         "marker": {"color": COLOURS.direction(code)}}
        for code in DIRECTIONS if code in counts
    ]  # fmt: skip
    traces.append({"type": "bar", "x": names, "y": hatched.tolist(), "name": "Geplant",
                   "marker": {"pattern": {"shape": "/"}, "color": COLOURS.muted}})  # fmt: skip
    return {
        "data": traces,
        "layout": {"barmode": "stack", "height": 170, "font": FONT, "showlegend": False,
                   "margin": {"l": 0, "r": 0, "t": 18, "b": 24}, "yaxis": {"visible": False},
                   "xaxis": {"type": "category"}},
    }  # fmt: skip


def sector_figure(counts: pd.Series) -> dict[str, Any]:
    names = [RECORDS.reference.sectors[code].name_de for code in counts.index]
    return {
        "data": [
            {"type": "bar", "orientation": "h", "x": counts.tolist(), "y": names,
             "text": [f"{value:,}" for value in counts], "textposition": "outside",
             "marker": {"color": COLOURS.direction("inbound")}}
        ],
        "layout": {"height": 208, "font": FONT, "margin": {"l": 190, "r": 36, "t": 4, "b": 4},
                   "xaxis": {"visible": False}, "yaxis": {"autorange": "reversed"}},
    }  # fmt: skip


def world(ends: pd.DataFrame, counts: pd.Series) -> str:
    """Outlines from this host, arcs to the places, their points and the names of the largest."""
    home = generate.HOME
    directions = RECORDS.activities["direction"].to_numpy()[ends["activity"].to_numpy()]
    flows = ends.assign(direction=directions).groupby(["place", "direction"], observed=True).size()
    rows = [
        {"p": [place.lon, place.lat], "n": TERRITORIES[place.country] + ": " + place.name_de,
         "r": 4 + 2 * float(np.log(count))}
        for key, count in counts.items() if (place := RECORDS.places[key]).lat is not None
    ]  # fmt: skip
    arcs = [
        {"s": [home.lon, home.lat], "t": [place.lon, place.lat],
         "c": list(rgb(COLOURS.direction(direction)))}
        for (key, direction), _ in flows.items()
        if (place := RECORDS.places[key]).lat is not None
    ]  # fmt: skip
    deck = pydeck.Deck(
        map_provider=None,
        initial_view_state=pydeck.ViewState(longitude=10, latitude=25, zoom=0.3),
        layers=[
            pydeck.Layer("GeoJsonLayer", "/outlines.geojson", id="land",
                         get_fill_color=[226, 230, 234], get_line_color=[190, 198, 205],
                         line_width_min_pixels=0.6),
            pydeck.Layer("ArcLayer", arcs, id="arcs", get_source_position="s",
                         get_target_position="t", get_source_color="c", get_target_color="c",
                         get_width=2),
            pydeck.Layer("ScatterplotLayer", rows, id="places", get_position="p", get_radius="r",
                         radius_units="'pixels'", get_fill_color=[0, 86, 122], pickable=True),
            pydeck.Layer("TextLayer", rows[:25], id="names", get_text="n", get_position="p",
                         get_size=13, get_color=[23, 33, 43],
                         get_alignment_baseline="'center'"),
        ],
    )  # fmt: skip
    return str(deck.to_json())


if __name__ == "__main__":
    app.run()
