"""Why something of publication cannot be done."""

from inspection.text import say


class Refused(Exception):
    """Nothing has been changed; the sentence says why and what to do, in the reader's language. Of a value that has words in
    both (`zh`, `en`) those of the reader's are put in."""

    def __init__(self, code: str, **values: object) -> None:
        self.code, self.values = code, values
        super().__init__(self.words("zh"))

    def words(self, lang: str) -> str:
        spoken = {k: getattr(v, lang) or v.zh if hasattr(v, "zh") and hasattr(v, "en") else v for k, v in self.values.items()}
        return say(f"snapshots.refused_{self.code}", lang, **spoken)
