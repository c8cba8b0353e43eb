"""The regions of a level above the counties: chosen in the side bar, and the way up above the page."""

import streamlit as st

from inspection.reading.regions import BESIDE, LevelSource, above, below, outermost
from inspection.reading.view import View
from inspection.text import say
from inspection.ui.pieces import address
from inspection.ui.pieces.plain import plain


def show_regions(source: LevelSource, lang: str) -> None:
    """A drop-down for each step from the level down to a county, as far as one is chosen above it."""
    first = outermost(source.standing)
    for region in above(source.region):
        inner = below(source.standing, region)
        if len(region) < len(first) or not inner:
            continue
        size = len(inner[0])
        chosen, key = source.region[:size] if len(source.region) >= size else "", f"filter_region_{size}"
        st.session_state[key] = chosen
        names = {"": say("regions.whole", lang)} | {one: f"{one} {source.name(one, lang)}" for one in inner}
        st.selectbox(
            say(f"regions.{BESIDE[size]}", lang),
            list(names),
            format_func=names.get,
            key=key,
            on_change=_chosen,
            args=(key, region),
        )


def _chosen(key: str, region: str) -> None:
    address.choose(region=st.session_state[key] or region)


def _up(region: str) -> None:
    address.choose(region=region)


def show_way(view: View, source: LevelSource) -> None:
    """The regions that hold the one looked at, each a click away; nothing at the outermost."""
    first = outermost(source.standing)
    way = [one for one in above(source.region) if len(one) >= len(first) and one != source.region]
    if not way:
        return
    with st.container(horizontal=True, gap="small", key="way_up"):
        for one in way:
            words = plain(source.name(one, view.lang))
            st.button(words, key=f"up_{one}", on_click=_up, args=(one,), type="tertiary", icon=":material/arrow_upward:")
