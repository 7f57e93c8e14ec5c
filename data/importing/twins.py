"""Records that a new row may double: the same title within a month, with somebody in common.

Narrower than :mod:`data.queries.duplicates`: such a row is left out unless somebody decides
otherwise, and in a file of a year “Delegation visit” stands for many visits.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import timedelta
from typing import Final

from data.model import Activity
from data.names import normalise
from data.queries.duplicates import DUPLICATES_WITHIN
from data.store.writes import Stored

_NEAR: Final = timedelta(days=DUPLICATES_WITHIN)


class Twins:
    """All records by their titles."""

    def __init__(self, stored: Iterable[Stored]) -> None:
        self._by_title: dict[str, list[Stored]] = defaultdict(list)
        for one in stored:
            for title in _titles(one.activity):
                self._by_title[title].append(one)

    def of(self, activity: Activity) -> Stored | None:
        """The record that is nearest in time among those that may be the same."""
        found = [
            one
            for title in _titles(activity)
            for one in self._by_title.get(title, ())
            if abs(one.activity.start - activity.start) <= _NEAR
            and _in_common(one.activity, activity)
        ]
        return min(found, key=lambda one: abs(one.activity.start - activity.start), default=None)


def _titles(activity: Activity) -> set[str]:
    return {name for title in (activity.title_de, activity.title_en) if (name := normalise(title))}


def _in_common(one: Activity, other: Activity) -> bool:
    """Whether a counterpart's country is in both, or one of them names none."""
    countries = [{end.country for end in activity.counterparts} for activity in (one, other)]
    return not all(countries) or bool(countries[0] & countries[1])
