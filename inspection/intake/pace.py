"""How far a reading is and how long it still takes, in a sentence: for the page's bar and the shell's line."""

from collections.abc import Callable
from dataclasses import dataclass, field

from inspection.text import say

SURE_AFTER = 1.0  # seconds of reading rows before a time left is said
STEP = 0.15  # seconds between two tellings


@dataclass
class Pace:
    """Takes what `read(progress=)` tells and gives it on as (share 0–1, sentence), some six times a second.

    `clock` gives seconds. The reading first opens files, then starts anew from 0 with rows.
    """

    tell: Callable[[float, str], None]
    clock: Callable[[], float]
    lang: str = "zh"
    _rows: bool = False
    _began: float = 0.0
    _told: float = field(default=float("-inf"))
    _words: str = ""

    def __call__(self, done: int, total: int, words: str) -> None:
        now = self.clock()
        if done == 0 and not self._rows:
            self._rows, self._began = True, now
        if now - self._told < STEP and words == self._words and done < total:
            return
        self._told, self._words = now, words
        self.tell(done / total if total and self._rows else 0.0, self._sentence(done, total, words, now))

    def _sentence(self, done: int, total: int, words: str, now: float) -> str:
        if not self._rows:
            return say("progress_of_reading.files", self.lang, words=words, done=done, total=total)
        passed = now - self._began
        values = {"words": words, "done": f"{done:,}", "total": f"{total:,}"}
        if 0 < done < total and passed >= SURE_AFTER:
            left = max(1, round(passed * (total - done) / done))
            return say("progress_of_reading.rows_left", self.lang, left=span(left, self.lang), **values)
        return say("progress_of_reading.rows", self.lang, **values)


def span(seconds: int, lang: str) -> str:
    """Seconds as a person says them: 40 秒, 3 分钟."""
    if seconds < 90:
        return say("progress_of_reading.seconds", lang, n=seconds)
    return say("progress_of_reading.minutes", lang, n=round(seconds / 60))
