"""会议材料: what goes to the meeting, as slides, document, workbook and PDF, and what was given before?"""

from inspection.ui import frame
from inspection.ui.pieces import panels
from inspection.ui.screens import packs

view, source = frame.page("packs")
panels.tabs(view, source, "packs", packs.TABS)
