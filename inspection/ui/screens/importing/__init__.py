"""The page 数据导入 by its parts: files in, checking, choosing what is not known, differences, acceptance."""

from inspection.ui.screens.importing.page import forget_check, show_import, show_import_background

__all__ = ["forget_check", "show_import", "show_import_background"]
