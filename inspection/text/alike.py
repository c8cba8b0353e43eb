"""Which texts are one to a reader's eye, though their characters differ."""

import re
import unicodedata

# Greek and Cyrillic letters that look like Latin ones, and the kinds of dash
LOOK_ALIKE = str.maketrans("авекмнорстухіјѕԁɡαβεικμνορτυχ‐‑‒–—−", "abekmhopctyxijsdgabeikmvoptux------")


def alike(text: str) -> str:
    """A text without what the eye passes over: case, width, blanks, signs that are not seen, quotes, full stops, look-alike
    letters. Texts that are alike are likely one name or one number."""
    text = unicodedata.normalize("NFKC", text).casefold().translate(LOOK_ALIKE)
    text = "".join(sign for sign in text if unicodedata.category(sign) not in ("Cc", "Cf"))
    return re.sub(r"[\s'\"`’‘“”_.]+", "", text)
