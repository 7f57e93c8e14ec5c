"""Copy the whole store to one file while people work: ``python -m tools.backup [FILE]``.

Without a name the copy goes to ``backups/`` in the data folder, named by the minute.
"""

from __future__ import annotations

import argparse
import os
import sys
from datetime import datetime
from pathlib import Path

from data.store.backup import AlreadyThere, NotACopy, back_up
from data.store.engine import NotUsable
from data.store.location import data_folder, database_url


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path, nargs="?", help="a new file for the copy")
    folder = data_folder(os.environ)
    now = f"{datetime.now().astimezone():%Y-%m-%d-%H%M%S}"
    file = parser.parse_args().file or folder / "backups" / f"netzwerkatlas-{now}.db"
    try:
        copied = back_up(database_url(os.environ, folder), file)
    except AlreadyThere:
        sys.exit(f"{file} is there already: give another name.")
    except NotUsable as error:
        sys.exit(f"The database cannot be used: {error.reason}")
    except (NotACopy, OSError) as error:
        sys.exit(f"No copy was made: {error}")
    print(f"{file}: {copied.records} records, {copied.changes} changes")


if __name__ == "__main__":
    main()
