"""工作总结: what does the yearly report say of this period, and on which rows does each of its figures stand?"""

from inspection.ui import frame
from inspection.ui.pieces import panels
from inspection.ui.screens import summary

view, source = frame.page("summary", scoped=False)
panels.tabs(summary.asked(view), source, "summary", summary.TABS)
