"""The two pictures of a snapshot: a long one for a public account, and a card. In Chinese, with fonts of our own."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from inspection.snapshots.contents import ClassTable, Contents, Line, Share
from inspection.snapshots.page import by_verified, counted, percent, reading, summary
from inspection.snapshots.png import png_bytes
from inspection.text import say

FONTS = Path(__file__).resolve().parents[2] / "data" / "fonts"
INK, SOFT, LINE, TRACK = (27, 36, 48), (86, 96, 112), (213, 218, 225), (231, 235, 240)
BLUE, BAR, RED, AMBER, WHITE, DARK = (
    (31, 78, 121),
    (79, 127, 174),
    (143, 29, 29),
    (107, 74, 0),
    (255, 255, 255),
    (20, 40, 61),
)
BAND_COLOURS = {"good": BLUE, "fair": BLUE, "average": AMBER, "poor": RED}
LONG_WIDTH, MARGIN = 1080, 56
CARD = (1200, 630)
TALLEST = 30_000  # pixels; what phones and public accounts still open
MISSING = "〓"  # what printers set where they lack a character
NEVER_FIRST = "，。；：、！？）》”’％%…—,.;:!?)]"


@cache
def _font(size: int, bold: bool = False) -> ImageFont.FreeTypeFont:
    """A font of that size; laid out plainly, so that no other library has a say."""
    name = f"NotoSansCJKsc-{'Bold' if bold else 'Regular'}.subset.otf"
    return ImageFont.truetype(str(FONTS / name), size, layout_engine=ImageFont.Layout.BASIC)


@cache
def drawable(bold: bool = False) -> frozenset[str]:
    """The characters a font has."""
    return frozenset((FONTS / f"characters{'-bold' if bold else ''}.txt").read_text(encoding="utf-8"))


def _fitting(words: str, size: int, bold: bool) -> ImageFont.FreeTypeFont:
    """The bold font only where it has every character."""
    return _font(size, bold and drawable(True).issuperset(words))


def _drawn(words: str) -> str:
    """The words as they can be drawn."""
    return "".join(c if c in drawable() else MISSING for c in words)


def undrawable(contents: Contents) -> tuple[str, ...]:
    """The characters of a snapshot's names and texts that the fonts lack: drawn as MISSING, and named below."""
    said = [contents.title.zh, contents.wording.zh, contents.county, contents.contact, contents.public_account]
    said += [line.name for one in contents.classes for line in one.lines]
    said += [contents.reason.zh] if contents.reason else []
    return tuple(sorted(set("".join(said)) - drawable()))


LATIN = re.compile(r"[A-Za-z0-9.,%-]+$")
"""A word or number that a line ends with."""


def _wrapped(words: str, font: ImageFont.FreeTypeFont, width: int) -> list[str]:
    """Lines that fit; no line begins with a closing mark, no Latin word or number is cut unless it is longer than a line."""
    lines, line = [], ""
    for character in words:
        if line and font.getlength(line + character) > width:
            begun = LATIN.search(line) if LATIN.match(character) else None
            keep = line[-1] if character in NEVER_FIRST else begun[0] if begun and begun.start() else ""
            lines.append(line[: len(line) - len(keep)])
            line = keep
        line += character
    return [*lines, line]


class _Sheet:
    """A canvas that is written on from top to bottom."""

    def __init__(self, width: int, height: int) -> None:
        self.image = Image.new("RGB", (width, height), WHITE)
        self.draw = ImageDraw.Draw(self.image)
        self.y = 0

    def text(
        self, x: int, y: int, words: str, size: int, colour=INK, *, bold: bool = False, right: bool = False
    ) -> int:
        """Write one line with its top at y, from x to the right, or up to x; returns its width."""
        words = _drawn(words)
        font = _fitting(words, size, bold)
        length = round(font.getlength(words))
        self.draw.text((x - length if right else x, y), words, font=font, fill=colour)
        return length

    def block(self, words: str, size: int, colour=INK, *, bold: bool = False, leading: float = 1.5) -> None:
        """Write lines over the whole width and go below them."""
        words = _drawn(words)
        for line in _wrapped(words, _fitting(words, size, bold), self.image.width - 2 * MARGIN):
            self.text(MARGIN, self.y, line, size, colour, bold=bold)
            self.y += round(size * leading)

    def bar(self, x: int, y: int, width: int, height: int, share: Share, ends: tuple[int, int] | None) -> None:
        """A share as a bar, its interval as a thin line."""
        self.draw.rectangle((x, y, x + width - 1, y + height - 1), TRACK)
        done = (width * share.done + share.whole // 2) // share.whole
        if done:
            self.draw.rectangle((x, y, x + done - 1, y + height - 1), BAR)
        if ends:
            low, high = (x + width * end // 10_000 for end in ends)
            middle = y + height // 2
            self.draw.rectangle((low, middle - 1, max(low, high - 1), middle + 1), DARK)

    def rule(self, colour=LINE, height: int = 1) -> None:
        self.draw.rectangle((MARGIN, self.y, self.image.width - MARGIN - 1, self.y + height - 1), colour)

    def png(self) -> bytes:
        """The picture down to where was written, its colours brought to a palette of at most 256."""
        pixels = np.asarray(self.image)
        for bits in (5, 4, 3, 2):
            red, green, blue = (pixels[..., at].astype(np.uint16) >> (8 - bits) for at in range(3))
            keys = (red << 2 * bits) | (green << bits) | blue
            there = np.flatnonzero(np.bincount(keys.ravel(), minlength=1 << 3 * bits))
            if len(there) <= 256:
                break
        numbers = np.zeros(1 << 3 * bits, np.uint8)
        numbers[there] = np.arange(len(there))
        top = (1 << bits) - 1
        colours = np.stack([there >> 2 * bits & top, there >> bits & top, there & top], axis=1) * 255 // top
        return png_bytes(numbers[keys], colours.astype(np.uint8))


def long_picture(contents: Contents) -> bytes:
    """`long.png`: the whole leaderboard, 1080 pixels wide. One taller than phones open ends before, and says so."""
    rows = sum(len(one.lines) for one in contents.classes)
    sheet = _Sheet(LONG_WIDTH, min(TALLEST, 1600 + 96 * rows + 300 * len(contents.classes)))
    sheet.draw.rectangle((0, 0, LONG_WIDTH, 11), RED)
    sheet.y = 56
    if contents.demonstration:
        sheet.block(say("airing.demonstration", "zh"), 26, RED)
    sheet.block(contents.title.zh, 50, bold=True, leading=1.36)
    sheet.y += 10
    sheet.block(_days(contents), 27, SOFT)
    if contents.wording.zh:
        sheet.y += 14
        sheet.block(contents.wording.zh, 30)
    if contents.replaces:
        sheet.y += 14
        sheet.block(f"{say('airing.correction', 'zh')}{contents.reason.zh}", 27, RED)
    for key, values in summary(contents):
        sheet.y += 14
        sheet.block(say(f"airing.{key}", "zh", **values), 32)
    if not all(_class_part(sheet, contents, one) for one in contents.classes):
        sheet.y += 30
        sheet.block(say("airing.picture_cut", "zh"), 30, RED)
    sheet.y += 40
    sheet.rule(INK, 2)
    sheet.y += 24
    for sentence in _reading(contents):
        sheet.block(sentence, 24, SOFT)
        sheet.y += 8
    if missing := undrawable(contents):
        sheet.block(say("airing.picture_signs", "zh", signs="、".join(f"U+{ord(c):04X}" for c in missing)), 24, RED)
        sheet.y += 8
    for name, words in (("contact", contents.contact), ("account", contents.public_account)):
        if words:
            sheet.block(f"{say(f'airing.{name}', 'zh')} {words}", 26)
    sheet.image = sheet.image.crop((0, 0, LONG_WIDTH, min(sheet.y + 48, sheet.image.height)))
    return sheet.png()


def _days(contents: Contents) -> str:
    as_of = say("airing.as_of", "zh", day=contents.as_of)
    if contents.published_on is None:
        return f"{as_of}    {say('airing.not_published', 'zh')}"
    return f"{as_of}    {say('airing.published_on', 'zh', day=contents.published_on)}"


def _reading(contents: Contents) -> Iterator[str]:
    for key, values in reading(contents):
        yield say(f"airing.{key}", "zh", **values)
    yield say("airing.read_settled", "zh", count=int(contents.setting("settled_days")))


def _class_part(sheet: _Sheet, contents: Contents, one: ClassTable) -> bool:
    """One class; False where the picture has no room for more."""
    sheet.y += 44
    sheet.block(one.label.zh, 38, bold=True)
    share = _share(contents, one)
    if share:
        key = "airing.class_verified" if by_verified(contents) else "airing.class_sentence"
        words = say(key, "zh", count=counted(one), n=share.whole, done=share.done, percent=percent(share))
    else:
        words = say("airing.class_running", "zh", count=len(one.lines))
    sheet.block(words, 26, SOFT)
    sheet.y += 6
    sheet.rule(INK, 2)
    for group in one.groups:
        sheet.y += 22
        if group.band:
            word, pooled = "tier" if contents.judged_by else "band", group.judged(contents.judged_by)
            named = say(f"airing.{word}_{group.band}", "zh")
            wide = sheet.text(MARGIN, sheet.y, named, 34, BAND_COLOURS[group.band], bold=True)
            key = "airing.group_verified" if by_verified(contents) else "airing.group"
            total = say(key, "zh", count=len(group.lines), done=pooled.done, n=pooled.whole, percent=percent(pooled))
            sheet.text(MARGIN + wide + 20, sheet.y + 8, total, 25, SOFT)
        else:
            least = int(contents.setting("smallest_base"))
            sheet.text(MARGIN, sheet.y + 4, say(f"airing.aside_{group.aside}", "zh", least=least), 27, SOFT)
        sheet.y += 58
        for line in group.lines:
            if sheet.y > TALLEST - 1100:
                return False
            _row(sheet, line, contents.judged_by, group.aside != "running")
    return True


def _share(contents: Contents, one: ClassTable) -> Share | None:
    """The pooled share of a class that it is judged by; None where all are still within their time."""
    return one.closed_off if one.closed_off and by_verified(contents) else one.completion


def _row(sheet: _Sheet, line: Line, by: str | None, settled: bool) -> None:
    share = line.judged(by)
    names = _wrapped(_drawn(line.name), _font(30), 376)
    sheet.rule()
    top = sheet.y + 9
    for at, words in enumerate(names):
        sheet.text(MARGIN, top + 40 * at, words, 30)
    middle = top + 20 * (len(names) - 1)
    sheet.bar(448, middle + 13, 200, 20, share, (line.low, line.high) if settled else None)
    sheet.text(764, middle + 2, percent(share), 29, right=True)
    of = say("airing.of", "zh", done=share.done, n=share.whole)
    wide = sheet.text(778, middle + 6, of, 24, SOFT)
    if line.overdue:
        late = say("airing.overdue", "zh", count=line.overdue)
        sheet.text(LONG_WIDTH - MARGIN, middle + 6, late, 24, RED, right=True)
    elif line.sure:
        sheet.text(max(778 + wide + 16, 890), middle + 6, say(f"airing.sure_{line.sure}", "zh"), 24, SOFT)
    sheet.y += 20 + 40 * len(names)


def card(contents: Contents) -> bytes:
    """`card.png`, 1200 × 630: the title, the day, and how far each class has come."""
    sheet = _Sheet(*CARD)
    sheet.draw.rectangle((0, 0, CARD[0], 13), RED)
    sheet.y = 58
    if contents.demonstration:
        sheet.text(MARGIN, 26, say("airing.demonstration", "zh"), 22, RED)
    size = next(
        (s for s in (56, 48, 42) if len(_wrapped(contents.title.zh, _font(s, True), CARD[0] - 2 * MARGIN)) <= 2), 38
    )
    sheet.block(contents.title.zh, size, bold=True, leading=1.35)
    sheet.y += 8
    sheet.block(_days(contents), 27, SOFT)
    judged = [(one, share) for one in contents.classes if (share := _share(contents, one))]
    sheet.y = max(sheet.y + 34, CARD[1] - 70 - 108 * max(len(judged), 1))
    what = say("airing.closed_off" if by_verified(contents) else "airing.completion", "zh")
    for one, share in judged:
        _class_bar(sheet, f"{one.label.zh} {what}", share)
    return sheet.png()


def _class_bar(sheet: _Sheet, label: str, share: Share) -> None:
    right = CARD[0] - MARGIN
    sheet.text(MARGIN, sheet.y, label, 31)
    value = percent(share)
    wide = sheet.text(right, sheet.y - 6, value, 40, BLUE, bold=True, right=True)
    of = say("airing.of", "zh", done=share.done, n=share.whole)
    sheet.text(right - wide - 20, sheet.y + 6, of, 26, SOFT, right=True)
    sheet.bar(MARGIN, sheet.y + 54, CARD[0] - 2 * MARGIN, 18, share, None)
    sheet.y += 108
