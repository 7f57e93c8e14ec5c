"""Make a new key to sign in with: ``python -m tools.key [viewer|editor|administrator]``.

It takes the place of the key before, and ends the sign-ins that were made with that. It is shown
here and cannot be read anywhere afterwards.
"""

from __future__ import annotations

import argparse
import os
import sys
from datetime import UTC, datetime

from data.model import Access
from data.store.door import Door
from data.store.engine import NotUsable
from data.store.location import data_folder, database_url
from data.store.records import Store

_KEYS = {one.name.lower(): one for one in (Access.VIEWER, Access.EDITOR, Access.ADMINISTRATOR)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("whom", choices=_KEYS, nargs="?", default="editor", help="for whom it is")
    whom = parser.parse_args().whom
    try:
        store = Store(database_url(os.environ, data_folder(os.environ)))
    except NotUsable as error:
        sys.exit(f"The database cannot be used: {error.reason}")
    key = Door(store.engine).new_key(_KEYS[whom], datetime.now(UTC))
    store.close()
    print(f"The key for {whom}s: {key}")
    print("Who signed in with the key before must sign in again.")


if __name__ == "__main__":
    main()
