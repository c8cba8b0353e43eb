"""The numbers of a text with their units and the words they stand in; what looks like a number and counts nothing apart."""

import re
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache

from inspection.papers.checker.lexicon import lexicon, one_of, units
from inspection.papers.checker.numerals import ABOUT, HAN, SCALES, Amount, amount, meant, narrowed

MASK = "\ue000"
_CN = "〇零一二三四五六七八九十百"
_YEAR = rf"(?:(?<!\d)\d{{4}}|[{_CN[:11]}]{{4}})"
_MONTH = r"(?:(?<![\d.])\d{1,2}|[一二三四五六七八九十]{1,2})"
_TO = r"\s?[-—–－~～至到]+\s?"
_KINDS = (
    ("title", r"《[^》\n]{1,80}》"),
    ("code", r"〔[0-9A-Za-z]{3,8}〕(?:\s?第?\s?\d+\s?号)?"),
    ("code", r"[〔\[【（(]\d{4}[〕\]】）)]\s?(?:第\s?)?\d+\s?号"),
    ("date", rf"{_YEAR}\s?年?{_TO}{_YEAR}\s?年(?:度)?"),
    ("date", rf"{_YEAR}\s?年度?(?:\s?{_MONTH}(?:{_TO}{_MONTH})?\s?月(?:份|底|初|末)?(?:\s?{_MONTH}\s?[日号])?)?"),
    ("date", rf"{_YEAR}(?=[、和]\s?{_YEAR}\s?年)"),
    ("date", r"(?<![\d.])(?:19|20)\d{2}[-/.]\d{1,2}(?:[-/.]\d{1,2})?(?![\d.%万个件人名条项])"),
    ("date", rf"{_MONTH}{_TO}{_MONTH}\s?月(?:份|底|初|末)?"),
    ("date", rf"(?<!个){_MONTH}\s?月(?:份|底|初|末)?(?:\s?{_MONTH}\s?[日号])?(?:{_TO}(?:{_MONTH}\s?月)?\s?{_MONTH}\s?[日号])?"),
    ("date", rf"(?<!\d)(?:19|20)\d{{2}}{_TO}(?:19|20)\d{{2}}(?!\d)"),
    ("date", r"(?<!\d)\d{1,2}[:：]\d{2}(?!\d)|(?<!\d)\d{1,2}\s?时\d{0,2}分?"),
    ("date", r"[前一二三四1-4]\s?个?季度|[一二三四1-4]季度"),
    ("ordinal", rf"第\s?(?:\d+|[{_CN}]+)(?:{_TO}(?:\d+|[{_CN}]+)|[、和]\s?第?(?:\d+|[{_CN}]+))*\s?[\u4e00-\u9fff]?"),
    ("ordinal", rf"(?:\d{{1,2}}|[{_CN}]{{1,3}})届(?:[{_CN}]+中全会|[{_CN}\d]+次全会)?"),
    ("ordinal", rf"党的[{_CN}]+大|[{_CN}]{{2,3}}大(?=精神|报告|以来|召开)"),
    ("ordinal", r"(?<![\d.])\d+\s?号(?!线索)"),
    ("number", r"(?<!\d)1[3-9]\d{9}(?!\d)|(?<!\d)0\d{2,3}[-—]\d{7,8}(?!\d)|(?<![\d.])123(?:45|88|80)(?:热线|电话|举报|平台)"),
    ("number", r"(?:电话|邮编|编号|账号|证号|号码|传真)[:：]?\s?[\dA-Za-z-]+"),
    ("number", r"[A-Za-z][A-Za-z0-9_]*[-.]?\d[\dA-Za-z]*|\d+(?:\.\d+){2,}|\d{10,}|\d+[A-Za-z]+\d*"),
    ("numbering", rf"^\s*(?:\d{{1,2}}[.、．)](?!\d)|[（(](?:\d{{1,2}}|[{_CN}]{{1,3}})[）)]|[{_CN}]{{1,3}}、)"),
    ("numbering", rf"[（(](?:\d{{1,2}}|[{_CN}]{{1,3}})[）)](?=[\u4e00-\u9fff])|[{_CN}]{{1,2}}是"),
    ("numbering", r"^\s*\d+(?:\.\d+)+\s"),
)  # fmt: skip
_BOUNDARY = re.compile(r"[，,；;：:、。！？!?（）()【】\[\]《》“”\"\n\t|]")
_ASIDE = re.compile(r"[（(][^（）()\d]{1,4}[）)]")  # 村（社区）, 个（次）
_OPENING, _CLOSING = re.compile(r"[（(]"), re.compile(r"[）)]")
_LONGEST_LABEL = 60
ENDS = re.compile(r"[。！？!?\n]")
_DIGITS = r"(?:\d{1,3}(?:,\d{3})+(?![,\d])|\d+)(?:\.\d+)?"


@dataclass(frozen=True)
class Figure:
    """A number of a passage: what it says, in what unit, and the words before (`label`) and behind it (`tail`)."""

    start: int
    end: int
    text: str
    kind: str
    """count; percent (of a whole); points (个百分点); times (倍)."""
    amount: Amount
    unit: str
    sort: str
    """What the unit counts: persons, cases, things, money, or nothing where there is none."""
    label: str
    tail: str
    depth: int
    """How many brackets stand open around it."""
    sentence: int
    """The number of its sentence within the passage."""
    range: bool = False
    weak: bool = False
    """A Chinese numeral up to ten: often a manner of speaking."""

    @property
    def value(self) -> Decimal:
        return self.amount.value


@dataclass(frozen=True)
class Passage:
    """A paragraph or a cell: its text as it stands, its figures in order, and what only looks like one (start, end, kind)."""

    text: str
    figures: tuple[Figure, ...] = ()
    others: tuple[tuple[int, int, str], ...] = ()
    plain: str = field(default="", repr=False)
    """The text in one spelling (numerals.narrowed), as long as `text`."""
    masked: str = field(default="", repr=False)
    """The same with what is no figure blotted out."""

    def sentence(self, number: int) -> str:
        """The words of a sentence."""
        return _sentences(self.plain)[number]


@cache
def _masks() -> tuple[tuple[str, re.Pattern], ...]:
    spans = one_of(lexicon()["spans"]["units"])
    own = [(kind, re.compile(pattern)) for kind, pattern in _KINDS]
    words = [w for w in lexicon()["idioms"]["words"] if any(c in HAN for c in w)]
    own.append(("idiom", re.compile(one_of(words))))
    number = rf"(?:{_DIGITS}|[{HAN}]+)"
    about = r"(?:以上|以下|以内|左右)?(?![龄级轻])"
    own.append(("span", re.compile(rf"(?<![\d.]){number}(?:{_TO}{number})?\s?(?:余|多|来)?\s?{spans}{about}")))
    own.append(("idiom", re.compile(rf"[“\"][^“”\"，。\d]{{0,20}}[{HAN}][^“”\"，。\d]{{0,20}}[”\"]")))
    return tuple(own)


@cache
def _numbers() -> re.Pattern:
    unit, scale = one_of(list(units())), one_of([s for s in SCALES if s])
    about = one_of([w for w in ABOUT if w not in ("以上", "以下", "以内", "左右", "上下", "来", "余", "多")])
    han = rf"[{HAN.replace('万', '').replace('亿', '')}][{HAN}]*(?:点[〇零一二三四五六七八九]+)?"
    one = rf"(?:{_DIGITS}|{han})"
    return re.compile(
        rf"(?P<before>{about}\s?)?"
        rf"(?:(?P<per>百分之)(?P<of>{one})(?P<perto>至|到)?"
        rf"|(?P<number>{_DIGITS})\s?(?P<some>[余多来])?\s?(?P<scale>{scale})?(?P<small>\d+(?=万))?"
        rf"|(?<![统专唯单同逐万每])(?P<han>{han})(?=\s?[余多来几]?\s?{unit}|成(?:以上|左右|多|的|[，。；、））]|$)))"
        rf"\s?(?P<more>[余多来])?\s?(?P<unit>%|‰|个百分点|{unit})?\s?(?P<after>以上|以下|以内|左右|上下)?"
    )


def passage(text: str) -> Passage:
    """The numbers of one paragraph or cell."""
    narrow = narrowed(text)
    others: list[tuple[int, int, str]] = []
    left = list(narrow)
    for kind, pattern in _masks():
        for found in pattern.finditer("".join(left)):
            start, end = found.span()
            if MASK not in found.group() and any(c.isdigit() or c in HAN for c in found.group()):
                others.append((start, end, kind))
                left[start:end] = MASK * (end - start)
    masked = "".join(left)
    figures: list[Figure] = []
    behind = at = depth = sentence = 0
    for found in _numbers().finditer(masked):
        between = masked[at : found.start()]
        depth = max(0, depth + len(_OPENING.findall(between)) - len(_CLOSING.findall(between)))
        sentence += len(ENDS.findall(between))
        at = found.start()
        figure = _figure(found, narrow, masked, max(behind, at - _LONGEST_LABEL), depth, sentence)
        if figure is None:
            continue
        if figures and (joined := _joined(figures[-1], figure, narrow)):
            figures[-1] = joined
        else:
            figures.append(figure)
        behind = figures[-1].end
    return Passage(text, tuple(figures), tuple(sorted(others)), narrow, masked)


def _figure(
    found: re.Match, narrow: str, masked: str, behind: int, depth: int, sentence: int
) -> Figure | None:
    """The figure of a match; None for a bare year and for what turns out to be no numeral."""
    part = found.groupdict(default="")
    unit, end = part["unit"], found.end()
    about = tuple(w.strip() for w in (part["before"], part["some"], part["more"], part["after"]) if w.strip())
    digits, scale = part["of"] or part["number"] or part["han"], part["scale"]
    ten = not unit and part["han"] and masked[found.end("han") : found.end("han") + 1] == "成"
    if not unit and not scale and re.fullmatch(r"(19|20)\d\d", digits) and not re.match(r"\s*[\u4e00-\u9fff]", masked[end:]):
        return None
    percent = bool(part["per"]) or unit == "%"
    try:
        meaning = amount(digits, scale, about, percent or unit == "个百分点")
    except ValueError:
        return None
    kind = "percent" if percent or ten else {"个百分点": "points", "倍": "times", "‰": "other"}.get(unit, "count")
    if ten:
        end = found.end("han") + 1
        more = next((w for w in ("以上", "左右", "多") if masked.startswith(w, end)), "")
        meaning = meant(meaning.value * 10, Decimal(10), (*about, more))
        end += len(more) if more in ABOUT else 0
    start = found.start()
    text = narrow[start:end]
    end -= len(text) - len(text.rstrip())
    sort = "money" if unit == "元" else units().get(unit, "")
    label = re.split(_BOUNDARY, _ASIDE.sub("", masked[behind:start]))[-1].replace(MASK, "").strip()
    ahead = _ASIDE.sub("", re.split(r"\d", masked[end : end + _LONGEST_LABEL], maxsplit=1)[0])
    tail = re.split(_BOUNDARY, ahead)[0].replace(MASK, "").strip()
    weak = bool(part["han"]) and not ten and meaning.value <= 10
    if part["han"] == "一" or (weak and unit in ("方面", "大", "分")):
        return None
    return Figure(start, end, narrow[start:end], kind, meaning, "" if kind != "count" else unit, sort, label, tail,
                  depth, sentence, weak=weak)  # fmt: skip


def _joined(first: Figure, second: Figure, narrow: str) -> Figure | None:
    """One figure out of two that name a range: 20—30 人. None where they are two."""
    between = narrow[first.end : second.start]
    same = (second.kind == first.kind and first.unit in ("", second.unit)) or (second.kind == "percent" and not first.unit)
    if not same or first.range or not re.fullmatch(r"\s?[-—–－~～至到]+\s?", between):
        return None
    if re.search(r"[由从自]", first.label) or second.value <= first.value:
        return None
    low, high = first.value, second.value
    between = Amount(low, low, high, second.amount.step)
    return Figure(first.start, second.end, narrow[first.start : second.end], second.kind, between, second.unit,
                  second.sort, first.label, second.tail, first.depth, first.sentence, True)  # fmt: skip


@cache
def _sentences(text: str) -> list[str]:
    return ENDS.split(text)
