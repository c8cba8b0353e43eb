"""The look in .streamlit/config.toml: every option exists, every text can be read, categories can be told apart."""

import tomllib
from itertools import combinations
from pathlib import Path

import pytest
from streamlit import config

CONFIG = Path(__file__).resolve().parents[1] / ".streamlit" / "config.toml"
SETTINGS = tomllib.loads(CONFIG.read_text(encoding="utf-8"))
THEMES = {name: SETTINGS["theme"] | SETTINGS["theme"][name] for name in ("light", "dark")}
PALETTES = ("chartCategoricalColors", "chartSequentialColors", "chartDivergingColors")

# How the three kinds of colour blindness see linear RGB (Machado, Oliveira and Fernandes 2009, severity 1).
EYES = {
    "full": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "no red": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "no green": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.01182, 0.04294, 0.968881)),
    "no blue": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.3039)),
}
# Linear RGB to CIE XYZ under D65, each row divided by the white point.
XYZ = ((0.433953, 0.376219, 0.189828), (0.212673, 0.715152, 0.072175), (0.017757, 0.109477, 0.872766))


def linear(colour: str) -> list[float]:
    """#rrggbb as linear RGB, 0 to 1 (IEC 61966-2-1)."""
    parts = [part / 255 for part in bytes.fromhex(colour[1:])]
    return [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]


def through(matrix: tuple, vector: list[float]) -> list[float]:
    return [sum(weight * part for weight, part in zip(row, vector, strict=True)) for row in matrix]


def contrast(one: str, other: str) -> float:
    """Contrast of two colours, 1 to 21 (WCAG 2.2)."""
    low, high = sorted(through(XYZ, linear(colour))[1] for colour in (one, other))
    return (high + 0.05) / (low + 0.05)


def lab(colour: str, eye: str) -> list[float]:
    """CIELAB of a colour as an eye sees it."""
    seen = [min(max(part, 0), 1) for part in through(EYES[eye], linear(colour))]
    x, y, z = (part ** (1 / 3) if part > 216 / 24389 else part * 841 / 108 + 4 / 29 for part in through(XYZ, seen))
    return [116 * y - 16, 500 * (x - y), 200 * (y - z)]


def distance(one: str, other: str, eye: str) -> float:
    """Difference of two colours as an eye sees them (CIE 1976)."""
    return sum((a - b) ** 2 for a, b in zip(lab(one, eye), lab(other, eye), strict=True)) ** 0.5


def options(settings: dict, prefix: str = "") -> list[str]:
    names = []
    for name, value in settings.items():
        names += options(value, f"{prefix}{name}.") if isinstance(value, dict) else [prefix + name]
    return names


def test_every_option_is_one_of_this_streamlit():
    assert set(options(SETTINGS)) <= set(config._config_options_template)


@pytest.mark.parametrize("theme", THEMES)
def test_each_palette_has_ten_colours_for_with_fewer_plotly_falls_back_to_its_own(theme):
    assert [len(THEMES[theme][palette]) for palette in PALETTES] == [10, 10, 10]


@pytest.mark.parametrize("theme", THEMES)
def test_text_can_be_read_on_every_ground(theme):
    look = THEMES[theme]
    grounds = [look["backgroundColor"], look["secondaryBackgroundColor"], look["sidebar"]["backgroundColor"]]
    pairs = [(look[text], ground) for text in ("textColor", "linkColor") for ground in grounds]
    pairs.append((look["dataframeHeaderTextColor"], look["dataframeHeaderBackgroundColor"]))
    for name in ("red", "orange", "yellow", "green", "blue", "violet", "gray"):
        pairs += [(look[f"{name}TextColor"], look[f"{name}BackgroundColor"]), (look[f"{name}TextColor"], grounds[0])]
    assert {pair: round(contrast(*pair), 2) for pair in pairs if contrast(*pair) < 4.5} == {}


@pytest.mark.parametrize("theme", THEMES)
def test_white_can_be_read_on_the_main_button(theme):
    assert contrast("#ffffff", THEMES[theme]["primaryColor"]) >= 4.5


@pytest.mark.parametrize("eye", EYES)
@pytest.mark.parametrize("theme", THEMES)
def test_five_categories_and_attention_and_the_previous_period_can_be_told_apart(theme, eye):
    """A difference of 10 is seen at a glance on areas of a chart's size."""
    colours = THEMES[theme]["chartCategoricalColors"][:7]
    assert {pair: distance(*pair, eye) for pair in combinations(colours, 2) if distance(*pair, eye) < 10} == {}


@pytest.mark.parametrize("theme", THEMES)
def test_the_present_and_attention_stand_out_from_the_ground(theme):
    look = THEMES[theme]
    present, attention = look["chartCategoricalColors"][0], look["chartCategoricalColors"][5]
    assert min(contrast(present, look["backgroundColor"]), contrast(attention, look["backgroundColor"])) >= 4.5


def test_the_server_is_closed_to_the_outside():
    assert SETTINGS["server"]["address"] == "127.0.0.1"
    assert SETTINGS["server"]["enableStaticServing"] is False and SETTINGS["server"]["enableAgentApi"] is False
    assert SETTINGS["browser"]["gatherUsageStats"] is False
    assert SETTINGS["client"]["showErrorDetails"] == "none" and SETTINGS["client"]["showErrorLinks"] is False
