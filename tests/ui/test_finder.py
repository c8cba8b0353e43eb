"""The box that finds: over any page, by its button or Ctrl-K."""

from tests.ui.dashboard import as_read, fault, opened


def test_a_question_in_the_box_has_its_number_its_scope_and_a_way_to_its_page(demo):
    at = opened("review/clues")
    at.session_state["finder_question"] = "2024 村级 查实率"
    at.button(key="finder").click().run()
    assert not fault(at)
    shown = [as_read(one.value) for one in (*at.caption, *at.markdown, *at.metric)]
    assert any("2024 年 · 村(社区)党组织 · 问题线索查实率" in text for text in shown)
    assert "65.0%" in [one.value for one in at.metric] and any("clues?class=village&from=2024-01-01" in text for text in shown)


def test_a_page_that_is_found_opens_with_what_is_chosen_and_a_view_of_ones_own_is_found(demo):
    at = opened("review/clues", **{"class": "village", "as_of": "2025-06-30"})
    at.text_input(key="saved_view_name").set_value("整改清单").run()
    at.button(key="saved_view_save").click().run()
    at.session_state["finder_question"] = "整改落实"
    at.button(key="finder").click().run()
    shown = " ".join(as_read(one.value) for one in at.markdown)
    assert "rectification?lang=zh&class=village&as_of=2025-06-30" in shown
    at.session_state["finder_question"] = "整改清单"
    at.button(key="finder").click().run()
    assert "整改清单](./clues?" in " ".join(as_read(one.value) for one in at.markdown)
