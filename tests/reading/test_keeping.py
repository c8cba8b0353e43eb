"""What is kept is keyed by all it was made from."""

import pytest

from inspection.reading.keeping import ask, kept


@kept
def _made(day: str, *, lang: str = "zh") -> list[str]:
    return [day, lang]


def test_a_kept_function_makes_a_value_for_each_set_of_arguments():
    assert _made("2018-12-31") is _made("2018-12-31")
    assert _made("2018-12-31") == ["2018-12-31", "zh"]
    assert _made("2025-09-30", lang="en") == ["2025-09-30", "en"]


def test_a_function_that_closes_over_a_variable_cannot_be_kept():
    chosen = "township"
    with pytest.raises(TypeError, match="closes over"):
        kept(lambda: chosen)


def test_an_argument_that_cannot_be_part_of_a_key_is_refused():
    with pytest.raises(TypeError, match="unhashable"):
        _made(["2018-12-31"])


def test_two_questions_are_equal_where_all_their_arguments_are():
    assert ask(_made, "a", lang="en") == ask(_made, "a", lang="en")
    assert hash(ask(_made, "a", lang="en")) == hash(ask(_made, "a", lang="en"))
    assert ask(_made, "a", lang="en") != ask(_made, "a", lang="zh")
    assert ask(_made, "a", lang="en")() == ["a", "en"]
