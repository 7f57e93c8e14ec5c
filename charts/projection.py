"""Where things are on the screen: web mercator, great circles, curves and the first view.

Longitudes are unwrapped around the home city: an end is at most 180 degrees east or west of it,
so nothing is drawn the long way round. Unwrapped longitudes may leave -180 to 180.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

TILE = 512
"""pixels that the world is wide at zoom 0, as deck.gl counts"""
MAX_LATITUDE = 85.0
EARTH_RADIUS = 6_370_972
"""metres, as deck.gl's globe has it"""

Point = tuple[float, float]
"""longitude and latitude, or x and y"""
Position = tuple[float, ...]
"""longitude and latitude, on the globe with a height in metres"""


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

    def pixel(self, lon: float, lat: float) -> Point:
        """Pixels from the upper left corner, of the copy of the world nearest to the centre."""
        x = unwrapped(lon, around=self.lon) - self.lon
        y = northing(lat) - northing(self.lat)
        return self.width / 2 + x * self.scale, self.height / 2 - y * self.scale


def unwrapped(lon: float, *, around: float) -> float:
    """The same meridian, less than half a turn from ``around`` (exactly half a turn: west)."""
    return around + (lon - around + 180) % 360 - 180


def northing(lat: float) -> float:
    """Web mercator's y in degrees of longitude at the equator; latitude is cut at 85."""
    lat = max(-MAX_LATITUDE, min(MAX_LATITUDE, lat))
    return math.degrees(math.asinh(math.tan(math.radians(lat))))


def latitude(y: float) -> float:
    """The inverse of :func:`northing`."""
    return math.degrees(math.atan(math.sinh(math.radians(y))))


def curve(start: Point, end: Point, *, bend: float, steps: int) -> list[Point]:
    """A parabola on the flat map in ``steps`` + 1 points, its top ``bend`` / 2 of its length aside.

    It bows to the north, or to the west where it runs north and south.
    """
    x0, y0 = start[0], northing(start[1])
    x2, y2 = unwrapped(end[0], around=x0), northing(end[1])
    dx, dy = x2 - x0, y2 - y0
    side = 1 if dx > 0 or (dx == 0 and dy > 0) else -1
    x1, y1 = (x0 + x2) / 2 - side * bend * dy, (y0 + y2) / 2 + side * bend * dx
    points = []
    for step in range(steps + 1):
        t = step / steps
        a, b, c = (1 - t) ** 2, 2 * t * (1 - t), t**2
        points.append((a * x0 + b * x1 + c * x2, latitude(a * y0 + b * y1 + c * y2)))
    return points


def world_copies(path: Sequence[Position]) -> list[list[Position]]:
    """The path, and where it leaves -180 to 180 once more a turn aside.

    Each copy is continuous; the edge of the map cuts it, so no part is missing and no stripe
    runs across.
    """
    west, east = min(at[0] for at in path), max(at[0] for at in path)
    turns = [0]
    if east > 180:
        turns.append(-360)
    if west < -180:
        turns.append(360)
    return [[(lon + turn, *rest) for lon, *rest in path] for turn in turns]


def vector(lon: float, lat: float) -> tuple[float, float, float]:
    """The unit vector of a point on the sphere."""
    phi, theta = math.radians(lat), math.radians(lon)
    return math.cos(phi) * math.cos(theta), math.cos(phi) * math.sin(theta), math.sin(phi)


def angle(one: Point, other: Point) -> float:
    """Degrees of arc between two points."""
    dot = math.fsum(a * b for a, b in zip(vector(*one), vector(*other), strict=True))
    return math.degrees(math.acos(max(-1.0, min(1.0, dot))))


def great_circle(
    start: Point, end: Point, *, rise: float, steps: int
) -> list[tuple[float, float, float]]:
    """Longitude, latitude and height in metres along the great circle.

    It is ``rise`` of its length high, a fifth of the earth's radius at most. Longitudes continue
    past 180. Opposite points have no one great circle: any will do.
    """
    a, b = vector(*start), vector(*end)
    omega = math.radians(angle(start, end))
    if math.sin(omega) < 1e-6:
        b = vector(end[0] + 0.01, end[1] * 0.999 + 0.01)
        omega = math.acos(max(-1.0, min(1.0, math.fsum(p * q for p, q in zip(a, b, strict=True)))))
    top = min(rise * omega, 0.2) * EARTH_RADIUS
    points: list[tuple[float, float, float]] = []
    lon = start[0]
    for step in range(steps + 1):
        t = step / steps
        p, q = math.sin((1 - t) * omega), math.sin(t * omega)
        x, y, z = (p * u + q * v for u, v in zip(a, b, strict=True))
        lon = unwrapped(math.degrees(math.atan2(y, x)), around=lon)
        points.append((lon, math.degrees(math.atan2(z, math.hypot(x, y))), 4 * top * t * (1 - t)))
    return points


def frame(
    points: Iterable[Point], *, width: int, height: int, padding: int, max_zoom: float
) -> View:
    """The closest view of all points, ``padding`` pixels inside the picture.

    Never closer than ``max_zoom`` and never so far away that the world is there twice.
    ``points`` holds one at least; their longitudes are unwrapped around one meridian.
    """
    places = [(lon, northing(lat)) for lon, lat in points]
    west, east = min(x for x, _ in places), max(x for x, _ in places)
    south, north = min(y for _, y in places), max(y for _, y in places)
    wide, high = max(width - 2 * padding, 1), max(height - 2 * padding, 1)
    scale = min(wide / max(east - west, 1e-6), high / max(north - south, 1e-6))
    scale = max(min(scale, TILE * 2**max_zoom / 360), width / 360)
    middle = _inside((south + north) / 2, half=height / 2 / scale)
    centre = unwrapped((west + east) / 2, around=0)
    return View(centre, latitude(middle), math.log2(scale * 360 / TILE), width, height)


def world(lon: float, *, width: int, height: int) -> View:
    """The whole world with the meridian ``lon`` in the middle, a little more of its north."""
    zoom = math.log2(width / TILE)
    middle = _inside(northing(22.0), half=height * 360 / width / 2)
    return View(lon, latitude(middle), zoom, width, height)


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

    def pixel(self, lon: float, lat: float) -> Point | None:
        """Pixels from the upper left corner; None behind the horizon."""
        x, y, z = vector(lon - self.lon, lat)
        tilt = math.radians(self.lat)
        near = x * math.cos(tilt) + z * math.sin(tilt)
        distance = self._altitude + self._radius
        if near <= self._radius / distance:
            return None
        up = z * math.cos(tilt) - x * math.sin(tilt)
        scale = self._radius * self._altitude / (distance - self._radius * near)
        return self.width / 2 + y * scale, self.height / 2 - up * scale


def facing(points: Iterable[Point], *, width: int, height: int) -> Globe:
    """The globe turned so that the points' middle is in front; latitude stays below 50 degrees,
    so that north is up for the eye."""
    vectors = [vector(lon, lat) for lon, lat in points]
    x, y, z = (math.fsum(axis) for axis in zip(*vectors, strict=True))
    lat = math.degrees(math.atan2(z, math.hypot(x, y)))
    return Globe(math.degrees(math.atan2(y, x)), max(-50.0, min(50.0, lat)), width, height)
