"""The figures of the page about data quality, against the records one after the other."""

from __future__ import annotations

from random import Random

from hypothesis import given

from data.model import Filters
from tests import strategies
from tests.pages.reading import crowd, few, number_in, open_filtered, randoms
from tests.screens import by_class, by_tag, serving, text


@few
@given(random=randoms, filters=strategies.filters())
def test_what_the_page_counts(random: Random, filters: Filters) -> None:
    with serving(*crowd(random)) as world:
        screen = open_filtered("quality", filters)
    selected = world.select(filters)
    if not selected:
        assert "empty" in screen.documents
        return
    titles = [text(title) for title in by_tag(screen.documents.get("findings", []), "h2")]
    for said, wanted in (
        ("without a sector", [a for a in selected if not a.sectors]),
        ("without a source", [a for a in selected if not (a.source or a.source_url)]),
        ("without an English title", [a for a in selected if not a.title_en]),
    ):
        counted = [number_in(title) for title in titles if title.endswith(said)]
        assert counted == ([len(wanted)] if wanted else [])
    if "complete" in screen.sentence:
        assert number_in(screen.sentence.partition(" of ")[2]) == len(selected)
    for section in by_tag(screen.documents.get("findings", []), "section"):
        assert len(by_tag([section], "li")) <= number_in(text(by_tag([section], "h2")[0]))
        assert len(by_class([section], "latest")) == 1
