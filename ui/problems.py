"""What is wrong with a record, a list or ``home.toml``, in the reader's words.

Every code has a title, which says what is wrong, and a text that says what would be right. Both
are message ids; the right text names the problem's parameters, ``{value}`` and ``{column}``.
"""

from __future__ import annotations

from collections.abc import Mapping
from string import Formatter
from types import MappingProxyType
from typing import Final

from data.home import HomeError
from data.problems import Code, Problem
from data.record_format import ID_LIMIT
from ui.i18n import _, marked, n_
from ui.problems_uploads import UPLOADS, Wording

WORDINGS: Final[Mapping[Code, Wording]] = MappingProxyType(
    {
        Code.FOLDER_MISSING: Wording(
            marked("The folder with the records cannot be read"),
            marked(
                "Create the folder “{value}”, or set NETZWERKATLAS_DATA to the folder above it. "
                "The system reports: {reason}."
            ),
        ),
        Code.FILE_UNREADABLE: Wording(
            marked("A file cannot be read"),
            marked(
                "Check that the file exists and that the program may read it. The system "
                "reports: {reason}."
            ),
        ),
        Code.FILE_IGNORED: Wording(
            marked("A file is not a CSV file and was not read"),
            marked("To use its records, save it as “CSV UTF-8”."),
        ),
        Code.FILE_EMPTY: Wording(
            marked("A file is empty"),
            marked("Add a header and one row per activity, or delete the file."),
        ),
        Code.FILE_NOT_UTF8: Wording(
            marked("A file is not text in UTF-8"),
            marked(
                "Save it again as “CSV UTF-8”. Found: {found}, from byte {byte} on (line {line})."
            ),
        ),
        Code.HEADER_MISSING: Wording(
            marked("The header is missing"),
            marked(
                "The first row must name the columns, at least {expected}; one of the two titles "
                "is enough."
            ),
        ),
        Code.COLUMN_MISSING: Wording(
            marked("A required column is missing"),
            marked("Add the column “{column}” to the header."),
        ),
        Code.COLUMN_TWICE: Wording(
            marked("A column occurs twice"), marked("Keep only one column named “{column}”.")
        ),
        Code.COLUMN_UNKNOWN: Wording(
            marked("An unknown column was ignored"),
            marked("Rename the column “{column}” if it was meant to be read."),
        ),
        Code.COLUMN_UNNAMED: Wording(
            marked("A column without a name was ignored"),
            marked("Name the column if it was meant to be read."),
        ),
        Code.ROW_TOO_LONG: Wording(
            marked("A row has more cells than the header"),
            marked(
                "There must be {expected} cells; this row has {found}. Put text that contains "
                "the separator in quotation marks."
            ),
        ),
        Code.ROW_TOO_SHORT: Wording(
            marked("A row has fewer cells than the header"),
            marked("There should be {expected} cells. Those that are missing were read as empty."),
        ),
        Code.ROW_QUOTES: Wording(
            marked("Quotation marks are not closed"),
            marked(
                "Close them in line {line} of the file. Inside a text, double every quotation mark."
            ),
        ),
        Code.ROW_ENCODING: Wording(
            marked("A row is not text in UTF-8"),
            marked(
                "Save the file again as “CSV UTF-8”. The byte {byte} probably stands for “{guess}”."
            ),
        ),
        Code.ROWS_GIVEN_UP: Wording(
            marked("The rest of the file was not read"),
            marked(
                "Correct the quotation marks first: they are wrong in {broken} rows before this "
                "one."
            ),
        ),
        Code.VALUE_UNCLEAR: Wording(
            marked("A value may mean several things"),
            marked("Say above what “{value}” means, or write it anew."),
        ),
        Code.VALUE_MISSING: Wording(
            marked("A required value is missing"), marked("Fill in the column “{column}”.")
        ),
        Code.VALUE_TOO_LONG: Wording(
            marked("A text is too long"),
            marked("At most {allowed} characters fit; this text has {found}."),
        ),
        Code.VALUE_CONTROL: Wording(
            marked("A text contains an invisible control character"),
            marked("Delete the character {character}."),
        ),
        Code.TITLE_MISSING: Wording(
            marked("The title is missing"),
            marked("Fill in “title_de” or “title_en”; one of the two is enough."),
        ),
        Code.ID_TWICE: Wording(
            marked("An id occurs twice"),
            marked(
                "Give this row another id: “{value}” belongs to row {first_row} of {first_file}."
            ),
        ),
        Code.ID_INVALID: Wording(
            marked("An id cannot be used"),
            marked(
                "An id has at most {limit} characters and no spaces, for example “2025-09-leeds”."
            ),
        ),
        Code.CODE_UNKNOWN: Wording(
            marked("A code is unknown"), marked("These are known: {allowed}.")
        ),
        Code.DATE_INVALID: Wording(
            marked("A date cannot be read"),
            marked(
                "Write 2025-09-26 or 26.09.2025; if less is known, 2025-W39, 2025-09, 2025-Q3 or "
                "2025."
            ),
        ),
        Code.DATE_OUT_OF_RANGE: Wording(
            marked("A date is out of range"), marked("Dates from {first} to {last} are possible.")
        ),
        Code.DATE_REVERSED: Wording(
            marked("The end is before the start"),
            marked("The activity starts on {start} and ends on {end}: correct one of the two."),
        ),
        Code.DATE_SPAN: Wording(
            marked("The dates do not fit their precision"),
            marked(
                "With the precision “{precision}”, write {start} to {end}; otherwise choose a "
                "finer precision."
            ),
        ),
        Code.DATE_TOO_COARSE: Wording(
            marked("The precision is finer than the dates"),
            marked("Instead of “{precision}”, write “{expected}”, or give exact dates."),
        ),
        Code.PLACE_INVALID: Wording(
            marked("A place cannot be read"),
            marked(
                "Write the city and the country’s code, as in “Leeds, GB”; without a city, the "
                "code alone."
            ),
        ),
        Code.PLACE_NEEDS_CITY: Wording(
            marked("A venue has no city"),
            marked(
                "Write the city and the country’s code, as in “Leeds, GB”, or leave the cell empty."
            ),
        ),
        Code.COUNTRY_UNKNOWN: Wording(
            marked("A country code is unknown"),
            marked("Use the two letters of ISO 3166-1, such as GB for the United Kingdom."),
        ),
        Code.ORGANISATION_INVALID: Wording(
            marked("An organisation’s role cannot be read"),
            marked(
                "Write the role after the name, as in “Name (partner)”. These roles are known: "
                "{allowed}."
            ),
        ),
        Code.COUNT_INVALID: Wording(
            marked("A number of participants cannot be read"),
            marked(
                "Write a whole number without separators ({allowed}). If it is not known, leave "
                "the cell empty."
            ),
        ),
        Code.UNIT_MISSING: Wording(
            marked("It is not said whether people or organisations were counted"),
            marked("Fill in the column “{column}” with one of these: {allowed}."),
        ),
        Code.URL_INVALID: Wording(
            marked("A web address is not valid"),
            marked("It must begin with https:// or http:// and contain no spaces."),
        ),
        Code.COUNT_MISSING: Wording(
            marked("A number of participants is missing beside its unit"),
            marked("Add the number, or empty the cells for its unit and qualifier."),
        ),
        Code.SOURCE_MISSING: Wording(
            marked("The source is missing"),
            marked("Say in “source” or “source_url” where the facts come from."),
        ),
        Code.PLACE_UNLOCATED: Wording(
            marked("A place could not be located"),
            marked(
                "Add this line with latitude and longitude to data/reference/places.csv: {line}"
            ),
        ),
        Code.NUMBER_INVALID: Wording(
            marked("A number is not valid"), marked("A number from {first} to {last} is needed.")
        ),
        Code.KEY_TWICE: Wording(
            marked("An entry occurs twice"), marked("Keep only one of the rows for “{value}”.")
        ),
        Code.PARENT_UNKNOWN: Wording(
            marked("The sector above is unknown"),
            marked("Name a sector of the same list by its code."),
        ),
        Code.PARENT_NESTED: Wording(
            marked("The sector above is itself a part of another"),
            marked("Sectors have two levels: name one that has no sector above it."),
        ),
        Code.CODE_IN_USE: Wording(
            marked("A code that records use is missing from its list"),
            marked(
                "Put the code “{value}” back into the list: {rows} records use it. Or change these "
                "first."
            ),
        ),
        **UPLOADS,
    }
)
_UNKNOWN_ENCODING = marked("an unknown encoding")
_ID_TAKEN = marked("Give this row another id: “{value}” is taken.")
_LINE_TOO_LONG = marked("At most {allowed} characters fit; see line {line} of the file.")

_HOME: Final[Mapping[str, Wording]] = MappingProxyType(
    {
        "file": Wording(
            marked("The file home.toml cannot be read"),
            marked("Put a valid TOML file at {value}. The system reports: {limits}."),
        ),
        "text": Wording(marked("A text is missing"), marked("Write a text in quotation marks.")),
        "table": Wording(
            marked("A section is missing"), marked("Write the section’s name in square brackets.")
        ),
        "number": Wording(
            marked("A number is missing or not valid"),
            marked("A number in this range is needed: {limits}."),
        ),
        "country": Wording(
            marked("The country is missing or not valid"),
            marked("Use the two letters of ISO 3166-1, such as GB for the United Kingdom."),
        ),
        "language": Wording(
            marked("The language is not available"), marked("These are available: {limits}.")
        ),
        "timezone": Wording(
            marked("The time zone is unknown"),
            marked("Use a name from the IANA database, such as Europe/Berlin."),
        ),
        "logo": Wording(
            marked("The logo cannot be found"),
            marked("Name a PNG or SVG file, relative to home.toml."),
        ),
        "viewing": Wording(
            marked("It is not said who may look at the records"),
            marked("Write one of these in quotation marks: {limits}."),
        ),
        "addresses": Wording(
            marked("A list of e-mail addresses is not valid"),
            marked("Write addresses, or @ and a domain, in quotation marks and square brackets."),
        ),
        "address": Wording(
            marked("An address is not valid"),
            marked("Write the whole address, such as https://nominatim.example.org."),
        ),
        "known key": Wording(
            marked("A setting is unknown"), marked("Delete it or correct its name.")
        ),
    }
)


def title(code: Code) -> str:
    """What is wrong."""
    return _(WORDINGS[code].title)


def right(problem: Problem) -> str:
    """What would be right, with the likeliest meant value where there is one."""
    message = _right(problem)
    said = _(message, **dict.fromkeys(_names(message), "") | _values(problem))
    return _with_suggestion(said, problem.params.get("suggestion"))


def where(problem: Problem) -> str:
    """The row as a spreadsheet counts, and how many more have the same problem."""
    more = concerned(problem) - 1
    if not problem.row:
        return _("Whole file")
    if more > 0:
        return n_("Row {row} and {count} more", "Row {row} and {count} more", more, row=problem.row)
    return _("Row {row}", row=problem.row)


def concerned(problem: Problem) -> int:
    """How many rows a problem speaks of."""
    return int(problem.params.get("rows", 1))


def home_wording(error: HomeError) -> tuple[str, str]:
    """What is wrong with ``home.toml`` and what would be right."""
    wording = _HOME[error.expected]
    said = _(wording.right, value=error.value, limits=error.limits)
    nearest = error.limits if error.expected == "known key" else None
    return _(wording.title), _with_suggestion(said, nearest)


def _with_suggestion(said: str, suggestion: str | int | None) -> str:
    if not suggestion:
        return said
    meant = _("Perhaps “{suggestion}” was meant.", suggestion=suggestion)
    return f"{said} {meant}"


def _right(problem: Problem) -> str:
    """The message id; two codes have another one where less is known."""
    if problem.code is Code.ID_TWICE and not problem.params.get("first_file"):
        return _ID_TAKEN
    if problem.code is Code.VALUE_TOO_LONG and "found" not in problem.params:
        return _LINE_TOO_LONG
    return WORDINGS[problem.code].right


def _names(message: str) -> list[str]:
    return [name for _text, name, *_rest in Formatter().parse(message) if name]


def _values(problem: Problem) -> dict[str, object]:
    values: dict[str, object] = dict(problem.params)
    values |= {"value": problem.value, "column": problem.column, "limit": ID_LIMIT}
    if problem.code is Code.FILE_NOT_UTF8:
        values["found"] = values.get("found") or _(_UNKNOWN_ENCODING)
    if problem.code is Code.PLACE_UNLOCATED:
        values["line"] = _line_to_add(problem.value)
    return values


def _line_to_add(value: str) -> str:
    """``York, GB`` as a line of places.csv; a name with commas needs quotes."""
    name, _comma, country = value.rpartition(", ")
    quoted = '"{}"'.format(name.replace('"', '""')) if set(name) & {",", '"'} else name
    return f"{quoted},{quoted},{country},,LAT,LON,"
