"""Make ``static/countries.geojson`` from a file of country outlines.

    python -m tools.outlines SOURCE.geojson

``SOURCE`` is a GeoJSON FeatureCollection in WGS 84 with the properties ``iso2`` (ISO 3166-1
alpha-2, empty for disputed areas) and ``name``, no ring crossing the antimeridian: Natural
Earth's 1:50m Admin 0 countries (public domain), simplified and rounded to 0.01 degrees.

What is written has per country ``iso2``; ``n``, the code's number (26 × first letter + second
letter, A = 0; 675 where there is no code), by which the map finds the country's shade; and the
names ``de`` and ``en`` (Babel's; the source's where there is no code). Borders are thinned once
for both neighbours, so that they stay shared; the smallest islands go, but never a country.
The last feature holds the borders between two countries as lines, each once and without coasts:
to draw them alone is many times faster than to draw the outline of every country.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from pathlib import Path
from typing import Any

from babel import Locale

Point = tuple[float, float]
Ring = list[Point]

TOLERANCE = 0.06
"""degrees by which an outline may move"""
SMALLEST = 0.02
"""square degrees of the smallest island that is kept beside a larger one"""
NO_CODE = 26 * 26 - 1  # ZZ, which ISO 3166 leaves to its users
TARGET = Path(__file__).parent.parent / "static" / "countries.geojson"
LANGUAGES = ("de", "en")


class Thinner:
    """Thins rings so that two rings which share a border still share it."""

    def __init__(self, rings: list[Ring]) -> None:
        neighbours: dict[Point, set[Point]] = defaultdict(set)
        for ring in rings:
            for here, there in zip(ring, ring[1:] + ring[:1], strict=True):
                neighbours[here].add(there)
                neighbours[there].add(here)
        self.borders: set[tuple[Point, ...]] = set()
        """thinned lines that two rings share"""
        self._seen: set[tuple[Point, ...]] = set()
        self._corners = {point for point, others in neighbours.items() if len(others) > 2}

    def ring(self, ring: Ring) -> Ring:
        """The ring with fewer points; not closed, neither before nor after."""
        stops = [index for index, point in enumerate(ring) if point in self._corners]
        if len(stops) < 2:
            stops = self._stops(ring, stops)
        thinned: Ring = []
        for start, end in zip(stops, [*stops[1:], stops[0] + len(ring)], strict=True):
            line = _thin([ring[index % len(ring)] for index in range(start, end + 1)])
            thinned += line[:-1]
            self._note(tuple(line))
        return thinned

    def _note(self, line: tuple[Point, ...]) -> None:
        """A line that comes a second time, in whichever direction, is a border."""
        line = min(line, line[::-1])
        (self.borders if line in self._seen else self._seen).add(line)

    def _stops(self, ring: Ring, stops: list[int]) -> list[int]:
        """Two points of a ring without two corners that do not depend on where it starts."""
        first = stops[0] if stops else ring.index(min(ring))
        far = max(ring, key=lambda point: (_squared(ring[first], point), point))
        return sorted({first, ring.index(far)})


def _squared(one: Point, other: Point) -> float:
    return (one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2


def _thin(line: Ring) -> Ring:
    """Douglas and Peucker's line; the same in both directions."""
    if line[0] > line[-1]:
        return _thin(line[::-1])[::-1]
    keep = {0, len(line) - 1}
    parts = [(0, len(line) - 1)]
    while parts:
        start, end = parts.pop()
        if end - start < 2:
            continue
        distance, index = max(
            (_from_segment(line[i], line[start], line[end]), i) for i in range(start + 1, end)
        )
        if distance > TOLERANCE:
            keep.add(index)
            parts += [(start, index), (index, end)]
    return [line[index] for index in sorted(keep)]


def _from_segment(point: Point, start: Point, end: Point) -> float:
    dx, dy = end[0] - start[0], end[1] - start[1]
    length = dx * dx + dy * dy
    along = ((point[0] - start[0]) * dx + (point[1] - start[1]) * dy) / length if length else 0
    along = max(0.0, min(1.0, along))
    foot = (start[0] + along * dx, start[1] + along * dy)
    return float(_squared(point, foot) ** 0.5)


def _area(ring: Ring) -> float:
    pairs = zip(ring, ring[1:] + ring[:1], strict=True)
    return abs(sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in pairs)) / 2


def _open(ring: list[list[float]]) -> Ring:
    return [(point[0], point[1]) for point in ring[:-1]]


def _polygons(geometry: dict[str, Any]) -> list[list[Ring]]:
    parts = geometry["coordinates"]
    parts = [parts] if geometry["type"] == "Polygon" else parts
    return [[_open(ring) for ring in part] for part in parts]


def _kept(polygons: list[list[Ring]]) -> list[list[Ring]]:
    largest = max(_area(polygon[0]) for polygon in polygons)
    least = min(SMALLEST, largest)
    return [polygon for polygon in polygons if _area(polygon[0]) >= least]


def _thinned(polygon: list[Ring], thinner: Thinner) -> list[list[Point]]:
    """The polygon's closed rings; one that would collapse stays as it is, a hole goes."""
    outer = thinner.ring(polygon[0])
    if len(outer) < 3:
        outer = polygon[0]
    holes = [hole for ring in polygon[1:] if len(hole := thinner.ring(ring)) >= 3]
    return [[*ring, ring[0]] for ring in (outer, *holes)]


def _properties(iso2: str, name: str) -> dict[str, str | int]:
    number = (ord(iso2[0]) - 65) * 26 + ord(iso2[1]) - 65 if iso2 else NO_CODE
    names = {code: Locale(code).territories.get(iso2, name) for code in LANGUAGES}
    return {"iso2": iso2, "n": number, **names}


def outlines(source: dict[str, Any]) -> dict[str, Any]:
    """The thinned collection of a source collection."""
    shapes = [_kept(_polygons(feature["geometry"])) for feature in source["features"]]
    thinner = Thinner([ring for polygons in shapes for polygon in polygons for ring in polygon])
    features = []
    for feature, polygons in zip(source["features"], shapes, strict=True):
        known = feature["properties"]
        coordinates = [_thinned(polygon, thinner) for polygon in polygons]
        features.append(
            {
                "type": "Feature",
                "properties": _properties(known["iso2"], known["name"]),
                "geometry": {"type": "MultiPolygon", "coordinates": coordinates},
            }
        )
    features.append(
        {
            "type": "Feature",
            "properties": _properties("", ""),
            "geometry": {"type": "MultiLineString", "coordinates": sorted(thinner.borders)},
        }
    )
    return {"type": "FeatureCollection", "features": features}


def main() -> None:
    """Read the source that the command line names and write the target."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("source", type=Path)
    parser.add_argument("--target", type=Path, default=TARGET)
    chosen = parser.parse_args()
    collection = outlines(json.loads(chosen.source.read_text(encoding="utf-8")))
    text = json.dumps(collection, ensure_ascii=False, separators=(",", ":"))
    chosen.target.write_text(text + "\n", encoding="utf-8")
    print(f"{chosen.target}: {len(collection['features'])} features, {len(text) // 1000} kB")


if __name__ == "__main__":
    main()
