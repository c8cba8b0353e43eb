"""我的看板: what do the questions I keep asking say today?"""

from inspection.ui import frame
from inspection.ui.screens import board

view, source = frame.page("board", whole=True, scoped=False)
board.board(view, source)
