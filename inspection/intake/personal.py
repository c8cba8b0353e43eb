"""Personal data that no ledger has a place for: identity numbers, telephones, bank cards, names of those who report.

Found by header in columns the dictionary does not know, and by content in every column of text. Where the dictionary
asks for a pseudonym (person_code, judge), an identity number, telephone or name is refused with how to make one. What
is found is handed on with its digits masked: a fault goes into logs and reports, a number must not.

    personal_columns(["线索编号", "身份证号"], [ids, numbers], {0: column}) -> [Personal("personal_header", 1, ...)]

Everything runs over the distinct texts of a column; only what has the shape of a number is looked at one by one.
"""

import re
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from inspection.intake.cells import INVISIBLE, LETTERS, normal
from inspection.warehouse.dictionary import Column

PSEUDONYMS = {"person_code", "judge"}
HALF, MOST = 0.5, 0.8  # shares of a column's filled cells
FEWEST = 3  # cells of a shape before a share tells anything

HEADERS = re.compile(
    r"身份证|身份号|证件号|护照|社保卡|社会保障号|手机|电话|座机|联系方式|联络方式|微信|qq号|邮箱|邮件|住址|家庭地址|通讯地址|户籍"
    r"|银行卡|银行账|银行帐|卡号|(?<!被)(?:举报|反映|投诉|信访|来访|来信|检举|控告|申诉|联系|报案)人|姓名|当事人|出生日期|出生年月"
    r"|phone|mobile|e-?mail|wechat|idcard|identityn|passport|bankcard|bankaccount|homeaddress|dateofbirth|birthdate"
    r"|reporter|complainant|informant|whistle|contactname|contactperson|^tel$|^contact$|fullname|firstname|lastname"
)

# --- numbers ---------------------------------------------------------------------------------------------------------

REGIONS = "1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]"
MONTH_DAY = "(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])"
IDENTITY = f"(?:{REGIONS})[0-9]{{4}}[ -]?(?:18|19|20)[0-9]{{2}}{MONTH_DAY}[ -]?[0-9]{{3}}[0-9Xx]"
OLD_IDENTITY = f"(?:{REGIONS})[0-9]{{4}}[3-9][0-9]{MONTH_DAY}[0-9]{{3}}"  # born 1930-1999; later ones have 18 digits
MOBILE = r"(?:\+?86[- ]?|0086)?1(?:3[0-9]|4[579]|5[0-35-9]|6[2567]|7[0-8]|8[0-9]|9[0-35-9])[ -]?[0-9]{4}[ -]?[0-9]{4}"
CARD = r"(?:62|4[0-9]|5[1-5])[0-9]{2}(?: ?[0-9]{4}){3}(?: ?[0-9]{1,3})?"
LANDLINE = r"(?:\(0[0-9]{2,3}\) ?|0[0-9]{2,3}-)[2-9][0-9]{6,7}(?:[-转][0-9]{1,6})?"
LAST_BIRTH = 2010  # an office's own numbers (region, day, serial) have the shape of an identity number born today
YEAR_INSIDE = re.compile(r"(?:1[3-9].?)(?:19[89]|20[0-4])[0-9]")  # 13 2024 09 001: a serial number of the 13th term

BEFORE, BEHIND = r"(?:^|[^0-9A-Za-z+.])", r"(?:[^0-9A-Za-z]|$)"  # for Arrow, whose expressions cannot look around
AROUND = (r"(?<![0-9+.])(", r")(?![0-9A-Za-z])")
IDENTITIES, MOBILES, CARDS = (re.compile(shape.join(AROUND)) for shape in (IDENTITY, MOBILE, CARD))
SHAPES = f"(?:^|[^0-9.])(?:{IDENTITY}|{CARD}){BEHIND}|{BEFORE}{MOBILE}{BEHIND}|^{OLD_IDENTITY}$|^{LANDLINE}$"
WHOLE_OLD, WHOLE_LANDLINE = re.compile(OLD_IDENTITY), re.compile(LANDLINE)

SHAPED = r"^\x00w[^\x1f]*\x1f[^\x1f]*\x1f"  # of a cell that shows something else than it stores: what it shows
MANY_DIGITS = r"[0-9０-９](?:[^0-9０-９]{0,2}[0-9０-９]){9}"
ODD = r"[０-９Ａ-Ｚａ-ｚ－（）　\x{00ad}\x{200b}-\x{200f}\x{202a}-\x{202e}\x{2060}-\x{206f}\x{feff}\x{00a0}]"
PLAIN = {**INVISIBLE, **LETTERS, ord("－"): "-", ord("（"): "(", ord("）"): ")", ord("　"): " ", 0xA0: " "}
PROSE = re.compile(r"[\u3400-\u9fff\s]")
SCIENTIFIC = re.compile(r"[1-9]\.[0-9]{6,}[eE]\+1[4-9]")  # a long number as a workbook keeps it

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)  # GB 11643
CHECK = "10X98765432"


def is_identity_number(text: str) -> bool:
    """Whether 18 characters are an identity number: region, day of birth, checksum of GB 11643."""
    digits = re.sub("[ -]", "", text).upper()
    if not re.fullmatch(IDENTITY, digits):
        return False
    return CHECK[sum(int(d) * w for d, w in zip(digits, WEIGHTS, strict=False)) % 11] == digits[17]


def is_card_number(text: str) -> bool:
    """Whether digits pass the Luhn sum that bank cards carry."""
    digits = [int(d) for d in reversed(text.replace(" ", ""))]
    return sum(digits[::2]) % 10 == -sum(sum(divmod(2 * d, 10)) for d in digits[1::2]) % 10


def mask(text: str) -> str:
    """The text with identity numbers, mobiles, bank cards and long numbers in scientific notation made unreadable."""
    if len(text) < 11 or not re.search("[0-9０-９].{0,3}[0-9０-９].{0,3}[0-9０-９].{0,3}[0-9０-９]", text):
        return text
    plain = text.translate(PLAIN)
    found = SCIENTIFIC.sub(_stars, plain)
    found = IDENTITIES.sub(lambda m: _stars(m) if is_identity_number(m[0]) else m[0], found)
    found = MOBILES.sub(lambda m: m[0] if YEAR_INSIDE.match(m[0]) else _stars(m), found)
    found = CARDS.sub(lambda m: _stars(m) if is_card_number(m[0]) else m[0], found)
    if WHOLE_OLD.fullmatch(found):
        found = found[:2] + "*" * 11 + found[-2:]
    return text if found == plain else found


def _stars(match: re.Match) -> str:
    return match[0][:2] + "*" * (len(match[0]) - 4) + match[0][-2:]


def kind_of(text: str, in_id: bool = False) -> tuple[str, bool] | None:
    """What a plain text holds, and whether one such cell is enough: ("personal_id", True), None for nothing.

    `in_id`: the column holds ids, where a number standing alone may be the office's own.
    """
    for match in IDENTITIES.finditer(text):
        if is_identity_number(match[0]):
            return "personal_id", int(re.sub("[ -]", "", match[0])[6:10]) <= LAST_BIRTH
    alone = not PROSE.search(text)
    for match in MOBILES.finditer(text):
        if not YEAR_INSIDE.match(match[0].removeprefix("+").removeprefix("86")):
            return "personal_phone", not (alone and in_id)
    for match in CARDS.finditer(text):
        if is_card_number(match[0]):
            length = len(match[0].replace(" ", ""))
            return "personal_card", not alone and match[0].startswith("62") and length in (16, 19)
    if WHOLE_OLD.fullmatch(text):
        return "personal_id", False
    if WHOLE_LANDLINE.fullmatch(text) and not in_id:
        return "personal_phone", False
    return None


# --- names -----------------------------------------------------------------------------------------------------------

SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江"
    "尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤岑温康施牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂"
    "成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商"
)
DOUBLE = "欧阳|司马|上官|诸葛|东方|皇甫|尉迟|公孙|慕容|令狐|夏侯|司徒|端木"
GIVEN = "[一-柏柑-龥]"  # any sign but 某, which stands for a name that is not told
NAME = f"(?:{DOUBLE}|[{SURNAMES}]){GIVEN}{{1,2}}"
WHOLE_NAME = f"^(?:{NAME}|[一-龥]{{2,6}}·[一-龥]{{2,6}})$"
REPORTER = (
    f"(?:^|[^被])(?:举报|反映|投诉|信访|来访|来信|检举|控告|联系)人(?:姓名)?[：:] ?{NAME}(?:[^一-龥]|反映|举报|称|$)"
)


# --- columns ---------------------------------------------------------------------------------------------------------
FEW = 64  # cells
SUSPECT = re.compile(rf"{MANY_DIGITS}|{WHOLE_NAME}|{REPORTER}")


@dataclass(frozen=True)
class Personal:
    """Personal data in one column of a sheet.

    `code` names the sentence; `index` is the column, `at` the place of the first such cell below the header (None: it
    is the header that says so), `count` how many cells; `sample` is that cell, masked. `level` is "warning" where the
    column is left out by a mapping: nothing of it is read, but the file is kept as it came.
    """

    code: str
    index: int
    at: int | None
    count: int
    sample: str
    level: str = "fault"


Cells = pa.Array | pa.ChunkedArray


def personal_columns(
    headers: list[str], columns: list[Cells], placed: dict[int, Column], ignored: frozenset[int] = frozenset()
) -> list[Personal]:
    """What a sheet holds that must not come in: at most one finding per column.

    `headers` and `columns` (the encoded cells below the header) stand in the order of the sheet; `placed` says which
    columns are read into which of the dictionary's, `ignored` which a mapping leaves out.
    """
    found: list[Personal] = []
    for index, cells in enumerate(columns):
        column = placed.get(index)
        level = "warning" if index in ignored else "fault"
        header = headers[index] if index < len(headers) else ""
        filled = len(cells) - cells.null_count
        if column is None and HEADERS.search(normal(header)):
            found.append(Personal("personal_header", index, None, filled, mask(header), level))
        elif filled and (column is None or column.type in ("text", "ref")):
            finding = _content(index, cells, filled, column, level)
            found += [finding] if finding else []
    return found


def _content(index: int, cells: Cells, filled: int, column: Column | None, level: str) -> Personal | None:
    pseudonym = column is not None and column.name in PSEUDONYMS
    in_id = column is not None and (column.key or column.refers_to is not None) and not pseudonym
    if len(cells) <= FEW and not any(SUSPECT.search(text) for text in cells.to_pylist() if text):
        return None  # a sheet of sixteen thousand columns: a call of Arrow on each takes its time
    distinct = pc.unique(cells).drop_null()
    if isinstance(distinct, pa.ChunkedArray):
        distinct = distinct.combine_chunks()
    enough: dict[str, list[str]] = {}
    counted: dict[str, list[str]] = {}
    for written, plain in _numbers(distinct):
        kind = kind_of(plain, in_id)
        if kind:
            (enough if kind[1] or pseudonym else counted).setdefault(kind[0], []).append(written)
    if column is None or pseudonym:
        names = distinct.filter(pc.match_substring_regex(distinct, WHOLE_NAME)).to_pylist()
        sure = pseudonym and column.name == "person_code"
        if names:
            (enough if sure else counted)["personal_name"] = names
    if not in_id:
        told = distinct.filter(pc.match_substring_regex(distinct, REPORTER)).to_pylist()
        if told:
            enough.setdefault("personal_reporter", told)
    if pseudonym and enough:
        enough = {"personal_for_code": [text for texts in enough.values() for text in texts]}
    for code, texts in [*enough.items(), *counted.items()]:
        here = pc.is_in(cells, value_set=pa.array(texts, distinct.type))
        count = pc.sum(here).as_py()
        needed = MOST if code == "personal_name" and column is None else HALF
        if code in enough or (count >= FEWEST and count >= needed * filled):
            code = "personal_for_code" if pseudonym else code
            at = pc.index(here, True).as_py()
            return Personal(code, index, at, count, _sample(cells[at].as_py()), level)
    return None


def _numbers(distinct: pa.Array) -> list[tuple[str, str]]:
    """(the cell as encoded, its plain text) of the cells that hold something of the shape of a number we look for."""
    candidates = distinct.filter(pc.match_substring_regex(distinct, MANY_DIGITS))
    stored = pc.replace_substring_regex(candidates, pattern=SHAPED, replacement="")
    plain = pc.replace_substring_regex(stored, pattern=r"^\x00[ni]([0-9]+)(?:\.0)?$", replacement=r"\1")
    odd = pc.match_substring_regex(plain, ODD)
    if pc.any(odd).as_py():
        translated = pa.array([text.translate(PLAIN) for text in plain.filter(odd).to_pylist()], plain.type)
        plain = pc.replace_with_mask(plain, odd, translated)
    plain = pc.utf8_trim_whitespace(plain)
    shaped = pc.match_substring_regex(plain, SHAPES)
    pairs = list(zip(candidates.filter(shaped).to_pylist(), plain.filter(shaped).to_pylist(), strict=True))
    own = _fail_checksum([text for _, text in pairs])
    return [pair for pair, fails in zip(pairs, own, strict=True) if not fails]


def _fail_checksum(texts: list[str]) -> list[bool]:
    """Which texts are 18 digits alone that are no identity number and too long for a mobile: most of an office's ids."""
    signs = np.zeros((len(texts), 18), np.uint8)
    whole = np.array([len(text) == 18 and text.isascii() and text.isdigit() for text in texts], bool)
    if whole.any():
        joined = "".join(text for text, is_whole in zip(texts, whole, strict=True) if is_whole)
        signs[whole] = np.frombuffer(joined.encode(), np.uint8).reshape(-1, 18) - ord("0")
    checks = np.array([10 if sign == "X" else int(sign) for sign in CHECK])
    right = checks[(signs[:, :17].astype(int) @ np.array(WEIGHTS)) % 11] == signs[:, 17]
    may_be_card = np.isin(signs[:, 0] * 10 + signs[:, 1], (62, *range(40, 56)))
    return list(whole & ~right & ~may_be_card)


def _sample(cell: str) -> str:
    """A found cell as it may be shown: its numbers masked, of a name the first character, of prose the beginning."""
    cell = re.sub(SHAPED, "", cell)
    text = cell[2:] if cell.startswith("\0") else cell
    if re.fullmatch(WHOLE_NAME, text):
        return text[0] + "*" * (len(text) - 1)
    if re.search(REPORTER, text):
        return re.sub(f"(人(?:姓名)?[：:] ?)({NAME})", lambda m: m[1] + m[2][0] + "**", mask(text))[:60]
    text = text.removesuffix(".0") if cell.startswith("\0") else text
    shown = mask(text)
    return re.sub("(?<=[0-9(-][0-9])[0-9]+(?=[0-9]{2})", lambda m: "*" * len(m[0]), shown)[:60]
