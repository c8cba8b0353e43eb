"""A page used without a mouse."""

import pytest

from tests.browser.harness import idle

pytestmark = pytest.mark.long

FOCUSED = """() => {
  const at = document.activeElement;
  const seen = [at, ...(at ? at.querySelectorAll('*') : [])];
  for (let up = at?.parentElement, steps = 0; up && steps < 4; up = up.parentElement, steps += 1) seen.push(up);
  const marked = seen.filter(Boolean).some((e) => {
    const style = getComputedStyle(e);
    return (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== 'none'
      || ['rgb(31, 78, 121)'].includes(style.borderTopColor);
  });
  const named = at && (at.getAttribute('aria-label') || at.innerText || at.closest('label')?.innerText || '');
  return [at ? at.tagName : '', (named || '').trim().slice(0, 40), marked, !!at?.closest('[data-testid=stSidebar]')];
}"""


def walked(page, most: int) -> list[tuple]:
    """What the Tab key comes to, from the top of the page until it leaves it."""
    page.evaluate("document.activeElement.blur()")
    found = []
    for _ in range(most):
        page.keyboard.press("Tab")
        found.append(tuple(page.evaluate(FOCUSED)))
        if found[-1][0] == "BODY" and len(found) > 3:
            return found
    return found


def test_the_tab_key_reaches_everything_and_leaves_again_and_keys_alone_open_rows_and_turn_a_tab(open_page):
    page = open_page("/clues").page
    found = walked(page, 150)
    assert found[-1][0] == "BODY", "the keyboard is trapped"
    names = [name for _, name, _, _ in found]
    for wanted in ("跳到正文", "会商", "中文", "哪几个：背后的逐条记录", "下载 xlsx", "办结进程"):
        assert any(wanted in name for name in names), (wanted, names)
    assert sum(tag == "INPUT" and side for tag, _, _, side in found) >= 5, "the filters"
    last_of_menu = max(at for at, one in enumerate(found) if one[3])
    first_of_page = min(at for at, one in enumerate(found) if not one[3] and "哪几个" in one[1])
    assert last_of_menu < first_of_page
    unmarked = [one for one in found if not one[2] and one[0] not in ("BODY", "CANVAS")]
    assert not unmarked

    opener = page.locator("summary", has_text="哪几个").first
    opener.focus()
    page.keyboard.press("Enter")
    idle(page)
    assert page.locator("[data-testid=stExpander] [data-testid=stDataFrame]").count() >= 1
    page.get_by_role("tab", name="办结进程").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    idle(page)
    assert page.get_by_role("tab", name="逐年对比").get_attribute("aria-selected") == "true"
    assert "tab=years" in page.url
