"""Make the store as a copy is: ``python -m tools.restore FILE [--replace]``.

A store with records is replaced only with ``--replace``, and copied first.
"""

from __future__ import annotations

import argparse
import os
import sys
from datetime import datetime
from pathlib import Path

from data.store.backup import NotACopy, NotEmpty, back_up, restore
from data.store.engine import NotUsable
from data.store.location import data_folder, database_url


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path, help="a copy that tools.backup made")
    parser.add_argument("--replace", action="store_true", help="give up what the store holds now")
    chosen = parser.parse_args()
    folder = data_folder(os.environ)
    url = database_url(os.environ, folder)
    try:
        if chosen.replace:
            now = f"{datetime.now().astimezone():%Y-%m-%d-%H%M%S}"
            before = folder / "backups" / f"before-restore-{now}.db"
            back_up(url, before)
            print(f"What the store held before: {before}")
        restored = restore(chosen.file, url, replace=chosen.replace)
    except NotEmpty:
        sys.exit("The store has records. With --replace they are copied and then replaced.")
    except NotACopy as error:
        sys.exit(f"{chosen.file} is not a copy of a store of this version: {error.reason}")
    except NotUsable as error:
        sys.exit(f"The database cannot be used: {error.reason}")
    except OSError as error:
        sys.exit(f"Nothing was restored: {error}")
    print(f"Restored: {restored.records} records, {restored.changes} changes")


if __name__ == "__main__":
    main()
