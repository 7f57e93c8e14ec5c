"""Write ``data/reference/countries.csv``: where each country's label goes.

    python -m tools.country_points OUTLINES.geojson data/reference/countries.csv

The point is the one that lies deepest inside the country's largest polygon (longitudes shrunk by
the cosine of the latitude), so that a label stays on land. Countries without an outline of their
own have a point written down here.
"""

from __future__ import annotations

import csv
import heapq
import json
import math
import sys
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Ring = NDArray[np.float64]

WITHOUT_OUTLINE = {
    "AQ": (-75.0, 0.0),
    "BQ": (12.18, -68.26),
    "BV": (-54.42, 3.36),
    "CC": (-12.17, 96.84),
    "CX": (-10.49, 105.63),
    "GF": (3.95, -53.08),
    "GI": (36.14, -5.35),
    "GP": (16.25, -61.58),
    "MQ": (14.65, -61.02),
    "RE": (-21.12, 55.53),
    "SJ": (78.75, 16.0),
    "TK": (-9.17, -171.82),
    "TV": (-8.52, 179.2),
    "UM": (19.28, 166.65),
    "YT": (-12.82, 45.15),
}
PRECISION = 0.02
"""Degrees within which the deepest point is sought."""


def main() -> None:
    outlines, target = Path(sys.argv[1]), Path(sys.argv[2])
    features = json.loads(outlines.read_text(encoding="utf-8"))["features"]
    points = dict(WITHOUT_OUTLINE)
    for feature in features:
        if code := feature["properties"]["iso2"]:
            points[code] = label_point(feature["geometry"])
    with target.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("code", "lat", "lon"))
        writer.writerows((code, *points[code]) for code in sorted(points))


def label_point(geometry: dict[str, Any]) -> tuple[float, float]:
    """Latitude and longitude of the deepest point of a GeoJSON (multi)polygon."""
    polygons = geometry["coordinates"]
    if geometry["type"] == "Polygon":
        polygons = [polygons]
    largest = max(polygons, key=lambda rings: _area(_scaled(rings[0])[0]))
    shrink = _scaled(largest[0])[1]
    rings = [np.asarray(ring, dtype=np.float64) * (shrink, 1.0) for ring in largest]
    x, y = _deepest(rings)
    return round(y, 2), round(x / shrink, 2)


def _scaled(ring: list[list[float]]) -> tuple[Ring, float]:
    points = np.asarray(ring, dtype=np.float64)
    shrink = max(math.cos(math.radians(float(points[:, 1].mean()))), 0.05)
    return points * (shrink, 1.0), shrink


def _area(ring: Ring) -> float:
    x, y = ring[:, 0], ring[:, 1]
    return abs(float(np.dot(x[:-1], y[1:]) - np.dot(x[1:], y[:-1]))) / 2


def _deepest(rings: list[Ring]) -> tuple[float, float]:
    """Halve the most promising cell until none can hold a deeper point."""
    (left, low), (right, high) = rings[0].min(axis=0), rings[0].max(axis=0)
    half = min(right - left, high - low) / 2
    cells: list[tuple[float, float, float, float]] = []

    def push(x: float, y: float, half: float) -> tuple[float, float, float]:
        depth = _depth(x, y, rings)
        heapq.heappush(cells, (-(depth + half * math.sqrt(2)), x, y, half))
        return depth, x, y

    best = max(
        push(float(x), float(y), half)
        for x in np.arange(left + half, right + half, 2 * half)
        for y in np.arange(low + half, high + half, 2 * half)
    )
    while cells and -cells[0][0] - best[0] > PRECISION:
        _, x, y, half = heapq.heappop(cells)
        quarter = half / 2
        for dx in (-quarter, quarter):
            for dy in (-quarter, quarter):
                best = max(best, push(x + dx, y + dy, quarter))
    return best[1], best[2]


def _depth(x: float, y: float, rings: list[Ring]) -> float:
    """Distance to the outline, negative outside."""
    inside, nearest = False, math.inf
    for ring in rings:
        start, end = ring[:-1], ring[1:]
        edge = end - start
        length = np.maximum((edge**2).sum(axis=1), 1e-18)
        along = np.clip(((np.array((x, y)) - start) * edge).sum(axis=1) / length, 0, 1)
        gap = start + edge * along[:, None] - (x, y)
        nearest = min(nearest, float(np.sqrt((gap**2).sum(axis=1)).min()))
        crosses = (start[:, 1] > y) != (end[:, 1] > y)
        with np.errstate(divide="ignore", invalid="ignore"):
            at = start[:, 0] + (y - start[:, 1]) * edge[:, 0] / edge[:, 1]
        inside ^= bool(np.count_nonzero(crosses & (x < at)) % 2)
    return nearest if inside else -nearest


if __name__ == "__main__":
    main()
