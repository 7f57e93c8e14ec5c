"""What somebody has typed is kept for them alone, and is no write of a record."""

from __future__ import annotations

from data.store.drafts import Drafts
from data.store.records import Store
from data.store.writes import Create
from tests.builders import an_activity


def test_the_last_that_was_typed_is_found_again_after_a_restart(store: Store, url: str) -> None:
    drafts = Drafts(store.engine)
    drafts.keep("Ada", "a", 3, {"title_de": "Bes"})
    drafts.keep("Ada", "a", 3, {"title_de": "Besuch „aus“ Leeds"})
    restarted = Store(url)
    found = Drafts(restarted.engine).get("Ada", "a")
    restarted.close()
    assert found is not None
    assert (found.version, found.cells) == (3, {"title_de": "Besuch „aus“ Leeds"})
    assert found.at.tzinfo is not None


def test_each_has_drafts_of_their_own_the_newest_first(store: Store) -> None:
    drafts = Drafts(store.engine)
    drafts.keep("Ada", "", 0, {"title_de": "neu"})
    drafts.keep("Ben", "a", 1, {"title_de": "Ben"})
    drafts.keep("Ada", "a", 1, {"title_de": "Ada"})
    assert [one.activity for one in drafts.of("Ada")] == ["a", ""]
    assert [one.cells["title_de"] for one in drafts.of("Ben")] == ["Ben"]
    drafts.discard("Ada", "a")
    drafts.discard("Ada", "a")
    assert drafts.get("Ada", "a") is None
    assert drafts.get("Ben", "a") is not None


def test_a_draft_raises_no_revision_and_is_in_no_history(store: Store) -> None:
    store.write([Create(an_activity())], by="Ada")
    before = store.revision()
    Drafts(store.engine).keep("Ada", "a", 1, {"title_de": "anders"})
    assert store.revision() == before
    assert len(store.history("a")) == 1
