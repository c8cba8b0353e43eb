"""Why somebody is not let in, or an account cannot be made as asked."""

from inspection.text import say


class Refused(Exception):
    """A refusal of the access room. `code` is a name of inspection/text/access.toml, `values` what its sentence names."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.code = code
        self.values = values

    def words(self, lang: str) -> str:
        """The sentence: what is wrong and the next step."""
        return say(f"access.{self.code}", lang, **self.values)
