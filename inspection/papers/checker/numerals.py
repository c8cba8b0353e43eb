"""What a numeral of a text is worth: Arabic, full-width and Chinese, with 万 and 亿, and how exactly it is meant."""

import re
from dataclasses import dataclass
from decimal import Decimal

_WIDE = str.maketrans("０１２３４５６７８９．％／", "0123456789.%/")
_MARKS = str.maketrans(";()", "；（）")
_DIGITS = dict(zip("〇零一二三四五六七八九", (0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9), strict=True)) | {"两": 2}
_DIGITS |= dict(zip("壹贰叁肆伍陆柒捌玖", range(1, 10), strict=True))
_TENS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
HAN = "〇零一二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟"
SCALES = {"": 1, "百": 100, "千": 1000, "万": 10**4, "十万": 10**5, "百万": 10**6, "千万": 10**7, "亿": 10**8, "万亿": 10**12}


def narrowed(text: str) -> str:
    """The text in one spelling, as long as before: digits, points and percent signs narrow, marks between words wide. A comma
    between a digit and three more is part of the number."""
    narrow = text.translate(_WIDE)
    narrow = re.sub(r"(?<=\d)，(?=\d{3}(?!\d))", ",", narrow)
    narrow = re.sub(r"(?<!\d),|,(?!\d{3}(?!\d))", "，", narrow)
    return re.sub(r"(?<!\d):|:(?!\d)", "：", narrow).translate(_MARKS)


def chinese(text: str) -> int:
    """What a Chinese numeral is worth: 三百二十一 is 321, 二〇二四 is 2024, 三百二 is 320. Raises ValueError."""
    if not text or any(c not in HAN for c in text):
        raise ValueError(text)
    if len(text) > 1 and all(c in _DIGITS for c in text):
        return int("".join(str(_DIGITS[c]) for c in text))
    for sign in "亿万":
        head, found, tail = text.rpartition(sign)
        if found:
            left = chinese(head)
            worth = SCALES[sign]
            if len(tail) == 1 and tail in _DIGITS and _DIGITS[tail]:  # 两万三
                return left * worth + _DIGITS[tail] * worth // 10
            return left * worth + (chinese(tail) if tail.strip("零〇") else 0)
    return _below_ten_thousand(text)


def _below_ten_thousand(text: str) -> int:
    total, digit, last, gap = 0, None, 10_000, False
    for at, c in enumerate(text):
        if c in _DIGITS:
            if digit:
                raise ValueError(text)
            digit, gap = _DIGITS[c], gap or _DIGITS[c] == 0
        else:
            worth = _TENS[c]
            if worth >= last or (digit is None and not (worth == 10 and (at == 0 or gap))) or (digit == 0 and worth != 10):
                raise ValueError(text)
            total += (digit or 1) * worth
            digit, last, gap = None, worth, False
    if digit and last in (100, 1000) and not gap:  # 三百二
        return total + digit * last // 10
    return total + (digit or 0)


@dataclass(frozen=True)
class Amount:
    """A numeral as it is meant: between `low` and `high`, `value` as written.

    `step` is the worth of its last printed digit where it is rounded (2.3 万: 1000), 0 for what is counted out.
    """

    value: Decimal
    low: Decimal
    high: Decimal
    step: Decimal

    @property
    def exact(self) -> bool:
        """Whether it says one number, and no 余, 近, 以上."""
        return self.low == self.high

    @property
    def decimals(self) -> int:
        return max(0, -self.step.as_tuple().exponent) if self.step else 0

    def bounds(self) -> tuple[Decimal, Decimal]:
        """Between what the true number may lie, by what is said and by how it was rounded."""
        return self.low - self.step / 2, self.high + self.step / 2


_ABOVE = ("超过", "超", "逾", "突破", "至少", "以上", "不低于", "不少于", "高于")
_BELOW = ("不足", "不到", "以下", "以内", "低于", "至多")
_MORE, _LESS, _AROUND = ("余", "多"), ("近", "将近", "接近"), ("约", "大约", "左右", "上下", "大概", "来", "约为")
ABOUT = (*_ABOVE, *_BELOW, *_MORE, *_LESS, *_AROUND)
"""Words that say a number is not meant to the last digit."""


def amount(digits: str, scale: str, about: tuple[str, ...], rounded: bool) -> Amount:
    """The amount of Arabic digits with a scale (万) and the words of `about` around it; `rounded`: its last digit is a
    rounded one (a percentage, a sum of money). ValueError for what is no numeral."""
    plain = digits.replace(",", "")
    whole, point, places = plain.partition("点")
    decimals = len(places if point else plain.partition(".")[2])
    if plain[0].isdigit():
        written = Decimal(plain)
    else:
        written = chinese(whole) + (Decimal("".join(str(_DIGITS[c]) for c in places)).scaleb(-decimals) if point else 0)
    value = Decimal(written) * SCALES[scale]
    step = Decimal(SCALES[scale]).scaleb(-decimals) if decimals or scale or rounded else Decimal(0)
    return meant(value, step, about)


def meant(value: Decimal, step: Decimal, about: tuple[str, ...]) -> Amount:
    """The amount of a value as words around it bound it."""
    room = _room(value, step)
    low = high = value
    if any(w in _ABOVE for w in about):
        high = Decimal("Infinity")
    elif any(w in _BELOW for w in about):
        low = Decimal(0)
    elif any(w in _MORE for w in about):
        high = value + room
    elif any(w in _LESS for w in about):
        low = value - min(room, value / 5)
    elif any(w in _AROUND for w in about):
        near = max(min(room, value / 10), step)
        low, high = value - near, value + near
    return Amount(value, low, high, step)


def _room(value: Decimal, step: Decimal) -> Decimal:
    """How far a round number may be from the truth: a hundred for 600, ten for 120, a tenth for 2.3."""
    digits, exponent = value.normalize().as_tuple()[1:]
    room = Decimal(1).scaleb(exponent) if any(digits) else Decimal(1)
    return max(room, step) if step else max(room, Decimal(1))
