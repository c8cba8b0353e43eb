"""The closed vocabulary: whatever is planted in a page is found, and the page as it is holds nothing foreign."""

import pytest

from inspection.snapshots.vocabulary import foreign, pattern


@pytest.fixture(scope="module")
def page(one):
    publication, entry = one
    return (publication.folder / entry.folder / "index.html").read_text(encoding="utf-8"), publication.contents(entry)


PLANTED = (
    "<p>举报人张三</p>",
    "<p>张</p>",
    "<p>&#x5F20;&#x4E09;</p>",
    "<p>A党组织</p>",
    "<p>A\u200b党组</p>",
    "<p>13800000000</p>",
    "<p>110101199003071234</p>",
    "<p>3 人</p>",
    "<!-- clue -->",
    "<script>1</script>",
    "<img src='x.png'>",
    "<iframe src='/x'></iframe>",
    "<a href='https://example.com/'>A党组</a>",
    "<a href='//example.com/'>A党组</a>",
    "<a href='javascript:1'>A党组</a>",
    "<a href='../drafts/d0001.json'>A党组</a>",
    "<p onclick='x()'>A党组</p>",
    "<p style='color:red'>A党组</p>",
    "<p class='secret'>A党组</p>",
    "<p class=''>A党组</p>",
    "<p data-org='C001'>A党组</p>",
    "<p title='张三'>A党组</p>",
    "<p id='clue-17'>A党组</p>",
    "<p hidden>A党组</p>",
    "<svg><text>张三</text></svg>",
    "<svg role='img' aria-label='张三'></svg>",
    "<form></form>",
    "<input type='hidden'>",
    "<template>张三</template>",
    "<style>p { background: url(https://example.com/) }</style>",
    "<link rel='stylesheet' href='https://example.com/x.css'>",
    "<meta http-equiv='refresh' content='0;url=https://example.com/'>",
    "<?php x ?>",
    "<![CDATA[ 张三 ]]>",
    "<!ENTITY x '张三'>",
    "<p>12345678901</p>",
    "<p>101.0%</p>",
    "<p lang='zh-CN' lang='en'>A党组</p>",
    "\x00",
)


def test_the_page_as_it_is_holds_nothing_foreign(page):
    html, contents = page
    assert foreign(html.encode(), [contents]) == []


@pytest.mark.parametrize("planted", PLANTED)
@pytest.mark.parametrize("place", ["</header>", "</main>", "</head>"])
def test_whatever_is_planted_is_found(planted, place, page):
    html, contents = page
    changed = html.replace(place, planted + place, 1)
    assert changed != html and foreign(changed.encode(), [contents])


def test_a_word_changed_anywhere_is_found(page):
    html, contents = page
    for old, new in (
        ("整改完成", "整改 完成"),
        ("A党组", "A党委"),
        ("default-src", "script-src"),
        ("#1b2430", "#1b2431"),
    ):
        assert foreign(html.replace(old, new, 1).encode(), [contents]), old


def test_bytes_that_are_no_text_are_found(page):
    assert foreign(page[0].encode() + b"\xff", [page[1]])


def test_a_sentence_with_a_place_for_anything_is_no_pattern():
    assert pattern("{count} 个") == r"\d{1,9}\ 个"
    assert pattern("{name}公开") is None
