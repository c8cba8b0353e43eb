"""Text that is not ours, made safe for the places where Streamlit reads markdown."""

import re

_MARKS = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~:$&@^=])")


def plain(text: str) -> str:
    """The text with every sign that markdown, Streamlit's directives or formulas would read escaped; lines joined."""
    return _MARKS.sub(r"\\\1", " ".join(text.split()))
