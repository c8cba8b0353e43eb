"""Texts: encodings, quotation marks, delimiters."""

import random

from tests.hostile.bombs.bomb import READ, TEXT, text_bomb

text_bomb("a valid csv", TEXT, READ)
text_bomb("a csv with a NUL", TEXT.replace("县委", "县\0委"), "nul_bytes")
text_bomb("a csv with the mark of a number cell", TEXT.replace("第十三届县委", "\0n5"), "nul_bytes")
text_bomb("a csv with a quotation mark that is never closed", TEXT.replace("第十三", '"第十三'), "quotes")
text_bomb("a csv with a quotation mark inside a value", TEXT.replace("第十三", '"第"十三'), "quotes")
text_bomb("a csv with a quotation mark inside an open value", TEXT.replace("第十三", '第"十三'), READ)
text_bomb(
    "fifty thousand rows behind an open quotation mark",
    TEXT.replace("第十三", '"第十三') + "1,a,2021-01-01,5\r\n" * 50_000,
    "quotes",
)
text_bomb("a csv of lines that end as on an old Macintosh", TEXT.replace("\r\n", "\r"), READ)
text_bomb("a csv of mixed line ends", TEXT + "14,乙,2026-07-01,5\n15,丙,2031-07-01,5\r", READ)
text_bomb("a csv with semicolons", TEXT.replace(",", ";"), READ)
text_bomb("a csv with tabs", TEXT.replace(",", "\t"), READ)
text_bomb("a csv with Chinese commas", TEXT.replace(",", "，"), READ)
text_bomb("a csv with semicolons and tabs", TEXT.replace(",", ";", 2).replace(",", "\t"), "delimiter")
text_bomb("a csv with ragged lines", TEXT + "14,乙,2026-07-01,5,多,余\r\n", "many")
text_bomb(
    "a csv with the line sep= of Excel",
    "sep=,\r\n" + TEXT,
    READ,
)
text_bomb("GB18030", TEXT.encode("gb18030"), READ)
text_bomb("UTF-16 with its mark", TEXT.encode("utf-16"), READ)
text_bomb("UTF-16 without its mark", TEXT.encode("utf-16-le"), "nul_bytes")
text_bomb("UTF-16 the other way round", b"\xfe\xff" + TEXT.encode("utf-16-be"), READ)
text_bomb("UTF-32", TEXT.encode("utf-32"), "nul_bytes")
TRADITIONAL = "屆次,名稱,起始日期,規劃年數\r\n13,第十三屆縣委員會全面從嚴治黨巡察監督與群眾舉報受理,2021-07-01,5\r\n"
text_bomb("Big5", TRADITIONAL.encode("big5"), "encoding")
text_bomb(
    "Big5 behind a header in ASCII",
    ("term_no,name,started_on,planned_years\r\n" + TRADITIONAL.split("\r\n")[1]).encode("big5"),
    "encoding",
)
text_bomb("UTF-8 and GBK in one file", TEXT.encode() + "14,第十四届县委,2026-07-01,5\r\n".encode("gbk"), "encoding")
text_bomb(
    "GBK and UTF-8 in one file",
    TEXT.encode("gbk") + "14,第十四届县委巡察办公室关于,2026-07-01,5\r\n".encode(),
    "encoding",
)
text_bomb(
    "Shift-JIS",
    "届次,名称,起始日期,規劃年数\r\n13,日本語のテキストデータベース,2021-07-01,5\r\n".replace("称", "前").encode(
        "shift-jis"
    ),
    "encoding",
)
text_bomb(
    "EUC-KR",
    "term_no,name,started_on,planned_years\r\n13,대한민국 한국어 시험 문장 가나다라,2021-07-01,5\r\n".encode("euc-kr"),
    "encoding",
)
text_bomb(
    "Latin-1",
    "term_no,name,started_on,planned_years\r\n13,café à la crème déjà vu,2021-07-01,5\r\n".encode("latin-1"),
    "encoding",
)
text_bomb(
    "UTF-8 read as GBK and saved again",
    TEXT.replace("第十三届县委", "绗?鍗佷笁灞婂幙濮斿憳浼?").encode(),
    "mojibake",
)
text_bomb("characters already lost", TEXT.replace("第十三届", "\ufffd\ufffd"), "lost_characters")
text_bomb("half of a surrogate in UTF-8", TEXT.encode().replace("第".encode(), b"\xed\xa0\x80"), "encoding")
text_bomb("UTF-8 longer than it may be", TEXT.encode().replace(b"13", b"\xc0\xb1\xc0\xb3"), "encoding")
text_bomb("a byte-order mark in the middle", TEXT + "\ufeff14,乙,2026-07-01,5\r\n", READ)
text_bomb("random bytes", random.Random(5).randbytes(20_000), "nul_bytes")
text_bomb("random bytes of the upper half", bytes(b | 0x80 for b in random.Random(6).randbytes(20_000)), "encoding")
text_bomb(
    "an id of more than fifteen digits as Excel leaves it", TEXT.replace("第十三届县委", "1.10101E+17"), "digits_lost"
)
text_bomb("an error as Excel leaves it", TEXT.replace("第十三届县委", "#N/A"), "error_cell")
text_bomb("a column that was too narrow", TEXT.replace("2021-07-01", "########"), "hash_marks")
