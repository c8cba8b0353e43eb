"""What is said of a figure of a draft, and what numbers and words of one thing have in common."""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from inspection.papers.checker.lexicon import lexicon
from inspection.papers.checker.statements import Figure, Passage

VERDICTS = ("wrong", "right", "rounded", "unjudged")
"""Weightiest first: what one check finds wrong is not made right by another."""


@dataclass(frozen=True)
class Remark:
    """A verdict on one figure (passage and figure by number), the rule that gives it (a key of checker.toml of the words,
    without its section), the values of its sentence, and what should stand there, as the draft would print it."""

    passage: int
    figure: int
    verdict: str
    rule: str
    values: tuple[tuple[str, str], ...] = ()
    should: str = ""
    of: tuple[Figure, ...] = ()
    """The other figures of its passage that it was checked by."""


def plain(value: Decimal) -> str:
    """A number as it is printed: 1,234.5, no zeros behind."""
    text = f"{value:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def rounded(value: Decimal, decimals: int) -> Decimal:
    """Half up, as offices do."""
    return value.quantize(Decimal(1).scaleb(-decimals), "ROUND_HALF_UP")


_VERB = re.compile(r"来自|由|在|被|因|已|占|涉及|属|为|得到|全部|均|未|整改|完成|办结")
_FILLED = re.compile(r"(?:总数|总量|数量|数|总计|共计|合计|共|总|达到|达|为|有|是|约|等|的|，)+$")


@cache
def _nouns() -> list[tuple[str, str]]:
    found = [(word, group) for group, words in lexicon()["nouns"].items() for word in words]
    return sorted(found, key=lambda pair: -len(pair[0]))


@cache
def noun(figure: Figure) -> str:
    """What sort of thing a figure counts by the words around it; nothing where they do not say."""
    if figure.sort == "persons":
        return "persons"
    tail, label = _VERB.split(figure.tail)[0][:8], _FILLED.sub("", figure.label)
    there = [(tail.rfind(word) + len(word), len(word), group) for word, group in _nouns() if word in tail]
    found = max(there)[2] if there else next((group for word, group in _nouns() if label.endswith(word)), "")
    return "" if figure.sort == "cases" and found in ("organisations", "persons") else found  # 城关镇 3 件


def alike(one: Figure, other: Figure) -> bool:
    """Whether two figures may count the same sort of thing: same unit or none, no two nouns that differ."""
    if one.unit and other.unit and one.unit != other.unit and not (one.sort == other.sort == "persons"):
        return False
    first, second = noun(one), noun(other)
    return not first or not second or first == second


def own_share(passage: Passage, figure: Figure) -> bool:
    """Whether a count has a share of its own right behind it, and so is a part: 党的领导方面 132 个（31.9 %）."""
    return bool(re.match(r"\s?(?:（|[，、]?\s?约?占|（约?占)[^，。；\d]{0,8}\d+(?:\.\d+)?\s?%", passage.plain[figure.end :]))
