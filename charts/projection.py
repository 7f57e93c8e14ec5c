"""Where things are on the screen: web mercator, great circles, curves and the first view.

Longitudes are unwrapped around the home city: an end is at most 180 degrees east or west of it,
so nothing is drawn the long way round. Unwrapped longitudes may leave -180 to 180.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

TILE = 512
"""pixels that the world is wide at zoom 0, as deck.gl counts"""
MAX_LATITUDE = 85.0
_EDGE = 16
"""pixels that a point may be away from the picture's edge"""
_ASIDE = 0.05
"""of the picture's width, that its middle may be aside to stay in one world"""
EARTH_RADIUS = 6_370_972
"""metres, as deck.gl's globe has it"""

Point = tuple[float, float]
"""longitude and latitude, or x and y"""
Floats = NDArray[np.float64]
_Degrees = TypeVar("_Degrees", float, Floats)


@dataclass(frozen=True)
class View:
    """A camera over the flat map: ``zoom`` doubles the scale with every step."""

    lon: float
    lat: float
    zoom: float
    width: int
    height: int

    @property
    def scale(self) -> float:
        """Pixels a degree of longitude."""
        return TILE * 2**self.zoom / 360

    def pixels(self, points: Floats) -> Floats:
        """Pixels from the upper left corner, of the copy of the world nearest to the centre.

        ``points`` has a longitude and a latitude in each row.
        """
        x = unwrapped(points[:, 0], around=self.lon) - self.lon
        y = northings(points[:, 1]) - northing(self.lat)
        middle = self.width / 2, self.height / 2
        return np.column_stack((middle[0] + x * self.scale, middle[1] - y * self.scale))

    def pixel(self, lon: float, lat: float) -> Point:
        """The pixels of one point."""
        x, y = self.pixels(np.array([[lon, lat]]))[0].tolist()
        return x, y


def unwrapped(lon: _Degrees, *, around: float) -> _Degrees:
    """The same meridian, less than half a turn from ``around`` (exactly half a turn: west)."""
    return around + (lon - around + 180) % 360 - 180


def northing(lat: float) -> float:
    """Web mercator's y in degrees of longitude at the equator; latitude is cut at 85."""
    lat = max(-MAX_LATITUDE, min(MAX_LATITUDE, lat))
    return math.degrees(math.asinh(math.tan(math.radians(lat))))


def northings(lats: Floats) -> Floats:
    """:func:`northing` of each."""
    cut = np.clip(lats, -MAX_LATITUDE, MAX_LATITUDE)
    return np.degrees(np.arcsinh(np.tan(np.radians(cut))))


def latitude(y: float) -> float:
    """The inverse of :func:`northing`."""
    return math.degrees(math.atan(math.sinh(math.radians(y))))


def curves(start: Point, ends: Sequence[Point], bends: Sequence[float], *, steps: int) -> Floats:
    """Parabolas on the flat map, each with its top half its bend of its length aside.

    They bow to the north, or to the west where they run north and south. One row an end, in it
    ``steps`` + 1 points of longitude and latitude.
    """
    to = np.array(ends, dtype=np.float64).reshape(-1, 2)
    x0, y0 = start[0], northing(start[1])
    x2, y2 = unwrapped(to[:, 0], around=x0), northings(to[:, 1])
    dx, dy = x2 - x0, y2 - y0
    side = np.where((dx > 0) | ((dx == 0) & (dy > 0)), 1.0, -1.0) * np.array(bends)
    x1, y1 = (x0 + x2) / 2 - side * dy, (y0 + y2) / 2 + side * dx
    t = np.linspace(0, 1, steps + 1)
    a, b, c = (1 - t) ** 2, 2 * t * (1 - t), t**2
    x = a * x0 + np.outer(x1, b) + np.outer(x2, c)
    y = a * y0 + np.outer(y1, b) + np.outer(y2, c)
    return np.stack((x, np.degrees(np.arctan(np.sinh(np.radians(y))))), axis=2)


def world_copies(path: Floats) -> list[Floats]:
    """The path, and where it leaves -180 to 180 once more a turn aside.

    Each copy is continuous; the edge of the map cuts it, so no part is missing and no stripe
    runs across.
    """
    copies = [path]
    if path[:, 0].max() > 180:
        copies.append(path - (360, 0))
    if path[:, 0].min() < -180:
        copies.append(path - (-360, 0))
    return copies


def vectors(points: Floats) -> Floats:
    """The unit vectors of points on the sphere, one in each row."""
    theta, phi = np.radians(points[:, 0]), np.radians(points[:, 1])
    flat = np.cos(phi)
    return np.column_stack((flat * np.cos(theta), flat * np.sin(theta), np.sin(phi)))


def great_circles(
    start: Point, ends: Sequence[Point], rises: Sequence[float], *, steps: int
) -> Floats:
    """Great circles, each its rise of its length high, a fifth of the earth's radius at most.

    Longitudes continue past 180. Opposite points have no one great circle: any will do. One row
    an end, in it ``steps`` + 1 points of longitude, latitude and height in metres.
    """
    to = np.array(ends, dtype=np.float64).reshape(-1, 2)
    a, b = vectors(np.array([start]))[0], vectors(to)
    omega = np.arccos(np.clip(b @ a, -1, 1))
    vague = np.sin(omega) < 1e-6
    b = np.where(vague[:, None], vectors(to * (1, 0.999) + 0.01), b)
    omega = np.arccos(np.clip(b @ a, -1, 1))[:, None]
    t = np.linspace(0, 1, steps + 1)
    p, q = np.sin((1 - t) * omega), np.sin(t * omega)
    x, y, z = (p * a[axis] + q * b[:, axis, None] for axis in range(3))
    lon = np.unwrap(np.degrees(np.arctan2(y, x)), period=360, axis=1)
    lon += 360 * np.round((start[0] - lon[:, :1]) / 360)
    top = np.minimum(np.array(rises)[:, None] * omega, 0.2) * EARTH_RADIUS
    lat = np.degrees(np.arctan2(z, np.hypot(x, y)))
    return np.stack((lon, lat, 4 * top * t * (1 - t)), axis=2)


def frame(points: Floats, *, width: int, height: int, padding: int, max_zoom: float) -> View:
    """The closest view of all points, ``padding`` pixels inside the picture.

    Never closer than ``max_zoom`` and never so far away that the world is there twice.
    ``points`` has one row at least; their longitudes are unwrapped around one meridian.
    """
    west, east = float(points[:, 0].min()), float(points[:, 0].max())
    south, north = northing(float(points[:, 1].min())), northing(float(points[:, 1].max()))
    wide, high = max(width - 2 * padding, 1), max(height - 2 * padding, 1)
    scale = min(wide / max(east - west, 1e-6), high / max(north - south, 1e-6))
    scale = max(min(scale, TILE * 2**max_zoom / 360), width / 360)
    middle = _inside((south + north) / 2, half=height / 2 / scale)
    room = (width / 2 - min(padding, _EDGE)) / scale - (east - west) / 2
    slack = min(room, _ASIDE * width / scale)
    centre = _in_one_world((west + east) / 2, half=width / 2 / scale, slack=slack)
    return View(centre, latitude(middle), math.log2(scale * 360 / TILE), width, height)


def world(lon: float, *, width: int, height: int) -> View:
    """The whole world, the meridian ``lon`` about in the middle, a little more of its north."""
    zoom = math.log2(width / TILE)
    middle = _inside(northing(22.0), half=height * 360 / width / 2)
    centre = _in_one_world(lon, half=180, slack=_ASIDE * 360)
    return View(centre, latitude(middle), zoom, width, height)


def _in_one_world(lon: float, *, half: float, slack: float) -> float:
    """A centre with both edges, ``half`` aside, in -180 to 180; at most ``slack`` degrees away.

    Across that meridian deck.gl draws everything once more for the other side; where the way is
    too far the centre stays.
    """
    lon = unwrapped(lon, around=0)
    edge = max(180 - half, 0)
    moved = max(-edge, min(edge, lon))
    return (moved if abs(moved - lon) <= slack else lon) + 0.0  # not -0.0


def _inside(y: float, *, half: float) -> float:
    """``y``, moved so that the picture does not reach beyond the poles if that can be."""
    edge = northing(MAX_LATITUDE)
    return max(-edge + half, min(edge - half, y)) if half < edge else 0.0


@dataclass(frozen=True)
class Globe:
    """A camera over the globe, which fills ``share`` of the picture's shorter side.

    deck.gl's camera stands 1.5 picture heights before the nearest point of the surface.
    """

    lon: float
    lat: float
    width: int
    height: int
    share: float = 0.94

    @property
    def _altitude(self) -> float:
        return 1.5 * self.height

    @property
    def _radius(self) -> float:
        """Pixels at the nearest point of the surface; what lies behind it looks smaller."""
        outline = self.share * min(self.width, self.height) / 2
        return outline**2 / self._altitude + outline * math.hypot(outline / self._altitude, 1)

    @property
    def zoom(self) -> float:
        """deck.gl's zoom, which depends on the latitude in the centre."""
        parallel = math.pi * math.cos(math.radians(self.lat))
        return math.log2(self._radius * 2 / TILE * parallel)

    def pixels(self, points: Floats) -> Floats:
        """Pixels from the upper left corner; not a number behind the horizon.

        ``points`` has a longitude and a latitude in each row.
        """
        x, y, z = vectors(points - (self.lon, 0)).T
        tilt = math.radians(self.lat)
        near = x * math.cos(tilt) + z * math.sin(tilt)
        distance = self._altitude + self._radius
        seen = np.where(near > self._radius / distance, near, np.nan)
        up = z * math.cos(tilt) - x * math.sin(tilt)
        scale = self._radius * self._altitude / (distance - self._radius * seen)
        return np.column_stack((self.width / 2 + y * scale, self.height / 2 - up * scale))

    def pixel(self, lon: float, lat: float) -> Point | None:
        """The pixels of one point; None behind the horizon."""
        x, y = self.pixels(np.array([[lon, lat]]))[0].tolist()
        return None if math.isnan(x) else (x, y)


def facing(points: Iterable[Point], *, width: int, height: int) -> Globe:
    """The globe turned so that the points' middle is in front; latitude stays below 50 degrees,
    so that north is up for the eye."""
    x, y, z = vectors(np.array([*points])).sum(axis=0).tolist()
    lat = math.degrees(math.atan2(z, math.hypot(x, y)))
    return Globe(math.degrees(math.atan2(y, x)), max(-50.0, min(50.0, lat)), width, height)
