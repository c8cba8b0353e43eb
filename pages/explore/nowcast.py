"""预计查实率: what share of the clues of a young year will prove true when all of them are concluded?"""

from inspection.ui import frame
from inspection.ui.screens import nowcast

view, source = frame.page("nowcast", whole=True)
nowcast.years(view, source)
