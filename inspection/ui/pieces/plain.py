"""Text that is not ours, made safe for the places where Streamlit reads markdown."""

import re

_ENDING = {ord(sign): f"%{ord(sign):02X}" for sign in "()\\"}
_MARKS = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~:$&@^=])")
_ADDRESS = re.compile(r"(?i)(?<=https:/)(?=/)|(?<=http:/)(?=/)|(?<=www)(?=\.)|(?=@)")
_JOINER = "\u2060"
"""A sign without width. Streamlit makes links of addresses after it has read what is escaped, so they are broken in two."""


def plain(text: str) -> str:
    """The text with every sign that markdown, Streamlit's directives or formulas would read escaped, and no address a link; lines
    joined."""
    return _MARKS.sub(r"\\\1", _ADDRESS.sub(_JOINER, " ".join(text.split())))


def linked(text: str, to: str) -> str:
    """The text, which is not ours, as a link in markdown; what in the address would end the link is escaped."""
    return f"[{plain(text)}]({to.translate(_ENDING)})"
