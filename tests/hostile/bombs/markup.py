"""XML that grows, reaches outside, or is none."""

from tests.hostile.bombs.bomb import BOOK, HEAVY, READ, RELATIONS, SHEET, bomb, changed
from tests.hostile.containers import HEADERS, ROW, ods, ods_row, parts_of, sheet, strange

LAUGHS = (
    "<!DOCTYPE x [<!ENTITY l0 'ha'>" + "".join(f"<!ENTITY l{n} '{f'&l{n - 1};' * 10}'>" for n in range(1, 10)) + "]>"
)
QUADRATIC = f"<!DOCTYPE x [<!ENTITY q '{'q' * 50_000}'>]>"
OUTSIDE = '<!DOCTYPE x [<!ENTITY o SYSTEM "file:///etc/hostname">]>'
PARAMETER = '<!DOCTYPE x [<!ENTITY % o SYSTEM "http://127.0.0.1:9/x.dtd"> %o;]>'


def _with_entity(prologue: str, entity: str, part: str = SHEET) -> bytes:
    parts = parts_of({"届次": sheet()})
    old = {SHEET: "第十三届县委", BOOK: 'name="届次"', RELATIONS: "worksheets/sheet1.xml"}[part]
    new = {SHEET: entity, BOOK: f'name="{entity}"', RELATIONS: entity}[part]
    return strange({part: prologue + parts[part].replace(old, new)})


bomb("a billion laughs in a sheet", lambda: _with_entity(LAUGHS, "&l9;"), "entities")
bomb("a billion laughs in the list of sheets", lambda: _with_entity(LAUGHS, "&l9;", BOOK), "entities")
bomb("a billion laughs in the relations", lambda: _with_entity(LAUGHS, "&l9;", RELATIONS), "entities")
bomb("an entity fifty thousand times", lambda: _with_entity(QUADRATIC, "&q;" * 50_000), "entities")
bomb("an entity of a file of this machine", lambda: _with_entity(OUTSIDE, "&o;"), "entities")
bomb("a parameter entity of the network", lambda: _with_entity(PARAMETER, "第十三届县委"), "entities")
bomb("an entity nobody declared", lambda: _with_entity("", "&nobody;"), "damaged")
bomb(
    "a billion laughs in an ods",
    lambda: ods(
        ods_row(HEADERS)
        + "<table:table-row><table:table-cell><text:p>&l9;</text:p></table:table-cell></table:table-row>",
        prologue=LAUGHS,
    ),
    "entities",
    name="届次.ods",
)
bomb(
    "rows repeated a billion times in an ods",
    lambda: ods(ods_row(HEADERS) + ods_row(ROW) + ods_row(("",), ' table:number-rows-repeated="1000000000"')),
    READ,
    name="届次.ods",
)
bomb(
    "a filled row repeated a million times in an ods",
    lambda: ods(ods_row(HEADERS) + ods_row(ROW, ' table:number-rows-repeated="1000000"')),
    "many",
    *HEAVY,
    name="届次.ods",
)
bomb(
    "a cell repeated a billion times in an ods",
    lambda: ods(
        ods_row(HEADERS)
        + ods_row(ROW)
        + '<table:table-row><table:table-cell table:number-columns-repeated="1000000000" office:value-type="string">'
        "<text:p>甲</text:p></table:table-cell></table:table-row>"
    ),
    "many",
    *HEAVY,
    name="届次.ods",
)
bomb(
    "bytes that are no UTF-8 in a sheet",
    lambda: strange({SHEET: sheet().encode().replace("第十三届".encode(), b"\xb5\xda\xca\xae")}),
    "damaged",
)
bomb(
    "a sheet in UTF-16",
    lambda: strange({SHEET: ('<?xml version="1.0" encoding="UTF-16"?>' + sheet()).encode("utf-16")}),
    "damaged_sheet",
)
bomb(
    "a sheet that says it is GBK",
    lambda: strange({SHEET: ('<?xml version="1.0" encoding="GBK"?>' + sheet()).encode("gbk")}),
    "damaged_sheet",
)
bomb("a NUL as a character of XML", lambda: changed(SHEET, "第十三届县委", "&#0;甲"), "damaged")
bomb("a NUL as Excel escapes it", lambda: changed(SHEET, "第十三届县委", "_x0000_n5"), READ)
bomb(
    "control characters as Excel escapes them",
    lambda: changed(SHEET, "第十三届县委", "_x0007__x001B_[31m县委_x000D_"),
    READ,
)
bomb(
    "a surrogate as Excel escapes it",
    lambda: changed(SHEET, "第十三届县委", "_xD800_县委"),
    READ,
)
bomb(
    "names of elements with a prefix",
    lambda: strange({SHEET: sheet().replace("<", "<x:").replace("<x:/", "</x:").replace("xmlns=", "xmlns:x=")}),
    READ,
)
bomb(
    "comments and instructions between cells",
    lambda: changed(SHEET, '<row r="2">', '<!-- <c r="A1"> --><?evil?><row r="2">'),
    READ,
)
bomb("a name in CDATA", lambda: changed(SHEET, "第十三届县委", "<![CDATA[第十三届<县委>]]>"), READ)
