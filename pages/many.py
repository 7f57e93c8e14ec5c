"""Many activities at once, as a table."""

from __future__ import annotations

from ui import cache, components, desk, state, table
from ui.document import draw as draw_document
from ui.document import el
from ui.i18n import _, n_
from ui.many import editor, rows, summary, ticked


def draw() -> None:
    desk.draw_ways()
    selection = cache.select(state.view().filters)
    snapshot = selection.snapshot
    said = n_("{count} activity is selected.", "{count} activities are selected.", selection.total)
    components.answer(_("What is to be corrected?"), said)
    if not selection.total:
        components.empty_state(selection)
        return
    current = rows.rows(selection)
    summary.draw_outcome(current, snapshot)
    if selection.total > rows.ROWS:
        most = _("The filters above say which; up to {most} are in the table at once.",
                 most=rows.ROWS)  # fmt: skip
        draw_document("many_most", el("p", most, cls="caption"))
    columns = editor.draw_columns()
    editor.draw_table(current, columns, snapshot)
    draw_document("many_pages", *table.pager(selection.total, rows.ROWS))
    ticked.draw_ticked(current, snapshot)
    summary.draw_summary(current, snapshot)
