"""Why something of publication cannot be done."""

from inspection.text import say


class Refused(Exception):
    """Nothing has been changed; the sentence says why and what to do, in the reader's language."""

    def __init__(self, code: str, **values: object) -> None:
        self.code, self.values = code, values
        super().__init__(self.words("zh"))

    def words(self, lang: str) -> str:
        return say(f"snapshots.refused_{self.code}", lang, **self.values)
