"""Names without an order of their own, as they are looked up."""

from inspection.warehouse import by_pinyin, ledger_tables, memory_mart
from tests.ui.dashboard import AS_OF, row, small_county


def test_names_stand_by_pinyin_and_not_by_the_number_of_their_characters():
    assert by_pinyin(["张三", "李四", "王五", "安六"]) == ["安六", "李四", "王五", "张三"]


def test_equal_names_are_kept_and_an_empty_list_is_one():
    assert by_pinyin(["乙", "甲", "乙"]) == ["甲", "乙", "乙"] and by_pinyin([]) == []


def test_latin_names_stand_behind_chinese_ones():
    assert by_pinyin(["B组", "第一组"]) == ["第一组", "B组"]


def test_organisations_outside_the_offices_own_order_stand_behind_it_by_pinyin():
    ledgers = small_county()
    made = [
        row("organisations", org_id=id, name=name, org_class="county", in_scope_from=AS_OF, sort_order=order)
        for id, name, order in (("1", "周局", None), ("2", "白局", None), ("3", "卓局", 2), ("4", "左局", 1))
    ]
    mart = memory_mart(ledger_tables(ledgers | {"organisations": made, "inspections": [], "findings": []}), AS_OF)
    assert [name for _, name in mart.named("organisations", "org_id")] == ["左局", "卓局", "白局", "周局"]
