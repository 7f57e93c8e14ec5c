"""What can be wrong with a record, a file or a reference list: codes for readers' words.

Nothing here is prose. ``ui`` words each code in German and English from its parameters.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

SHOWN = 200
"""Characters of a wrong value that a problem carries."""

Params = Mapping[str, str | int]


class Severity(StrEnum):
    """Whether a row (or, without a row, a file) was left out."""

    ERROR = "error"
    NOTICE = "notice"


class Code(StrEnum):
    """Every problem there is; the parameters that it carries stand beside it.

    ``rows`` is the number of rows that a problem speaks of, where it speaks of several; ``row`` is
    then the first of them. ``expected`` says in data what would be right, ``suggestion`` is the
    likeliest meant value or empty, ``allowed`` a list separated by ``, ``.
    """

    FOLDER_MISSING = "folder_missing"
    FILE_UNREADABLE = "file_unreadable"  # reason
    FILE_IGNORED = "file_ignored"
    FILE_EMPTY = "file_empty"
    FILE_NOT_UTF8 = "file_not_utf8"  # found, line, byte
    HEADER_MISSING = "header_missing"  # expected
    COLUMN_MISSING = "column_missing"
    COLUMN_TWICE = "column_twice"
    COLUMN_UNKNOWN = "column_unknown"  # suggestion
    COLUMN_UNNAMED = "column_unnamed"  # rows

    ROW_TOO_LONG = "row_too_long"  # expected, found (numbers of cells)
    ROW_TOO_SHORT = "row_too_short"  # rows, expected
    ROW_QUOTES = "row_quotes"  # line
    ROW_ENCODING = "row_encoding"  # byte, guess
    ROWS_GIVEN_UP = "rows_given_up"  # broken: rows before with broken quotes

    VALUE_UNCLEAR = "value_unclear"
    VALUE_MISSING = "value_missing"
    VALUE_TOO_LONG = "value_too_long"  # allowed; found, or line where the row is unreadable
    VALUE_CONTROL = "value_control"  # character
    TITLE_MISSING = "title_missing"
    ID_TWICE = "id_twice"  # first_file, first_row
    ID_INVALID = "id_invalid"
    CODE_UNKNOWN = "code_unknown"  # allowed, suggestion
    DATE_INVALID = "date_invalid"  # suggestion
    DATE_OUT_OF_RANGE = "date_out_of_range"  # first, last
    DATE_REVERSED = "date_reversed"  # start, end
    DATE_SPAN = "date_span"  # precision, start, end: what a whole unit would be
    DATE_TOO_COARSE = "date_too_coarse"  # precision, expected
    PLACE_INVALID = "place_invalid"  # suggestion
    PLACE_NEEDS_CITY = "place_needs_city"
    COUNTRY_UNKNOWN = "country_unknown"  # suggestion
    ORGANISATION_INVALID = "organisation_invalid"  # suggestion, allowed
    COUNT_INVALID = "count_invalid"  # suggestion, allowed
    UNIT_MISSING = "unit_missing"  # allowed
    URL_INVALID = "url_invalid"

    COUNT_MISSING = "count_missing"  # rows
    SOURCE_MISSING = "source_missing"  # rows
    PLACE_UNLOCATED = "place_unlocated"  # rows, suggestion, key

    NUMBER_INVALID = "number_invalid"  # first, last
    KEY_TWICE = "key_twice"
    PARENT_UNKNOWN = "parent_unknown"  # suggestion
    PARENT_NESTED = "parent_nested"
    CODE_IN_USE = "code_in_use"  # rows

    FILE_TOO_LARGE = "file_too_large"  # found, allowed: megabytes
    FILE_UNPACKS_TOO_LARGE = "file_unpacks_too_large"  # allowed: megabytes
    FILE_TOO_SLOW = "file_too_slow"  # allowed: seconds
    FILE_KIND = "file_kind"  # found
    FILE_KIND_UNKNOWN = "file_kind_unknown"
    FILE_BROKEN = "file_broken"
    FILE_ENCRYPTED = "file_encrypted"
    FILE_ENCODING = "file_encoding"  # found
    TABLE_TOO_LARGE = "table_too_large"  # rows, columns, cells: how many are allowed
    TOO_MANY_EVENTS = "too_many_events"  # found, allowed
    READING_CANCELLED = "reading_cancelled"
    SHEET_HIDDEN = "sheet_hidden"
    CELL_FAILED = "cell_failed"
    ROW_BYTES = "row_bytes"  # byte
    EVENT_BROKEN = "event_broken"
    EVENT_REPEATS = "event_repeats"


@dataclass(frozen=True)
class Problem:
    """One finding. ``row`` counts as a spreadsheet shows it (the header is 1; a cell with line
    breaks is one row), 0 for the file as a whole; ``column`` is empty for a whole row."""

    file: str
    row: int
    column: str
    value: str
    code: Code
    params: Params = field(default_factory=dict, hash=False)
    severity: Severity = Severity.ERROR
    internal: bool = False
    """whether it speaks of what is for the team alone, or may do so"""

    def __post_init__(self) -> None:
        value = self.value if len(self.value) <= SHOWN else self.value[: SHOWN - 1] + "…"
        object.__setattr__(self, "value", value.encode("utf-8", "replace").decode())


class Fault(ValueError):
    """A value that is wrong, raised by whoever reads one value; the caller knows the row.

    ``value`` is the wrong part where a cell holds several, ``column`` is given where more than
    one is read.
    """

    def __init__(self, code: Code, value: str, *, column: str = "", **params: str | int) -> None:
        super().__init__(code.value)
        self.code = code
        self.value = value
        self.column = column
        self.params: Params = params
