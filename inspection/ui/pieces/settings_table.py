"""The settings in force on the screen, each with its default and where it comes from."""

import tomllib
from pathlib import Path

import pandas as pd
import streamlit as st

from inspection.reading.words import NOTHING, label, labels
from inspection.text import say
from inspection.ui.pieces.plain import plain
from inspection.warehouse import Settings, Version, data_home, demonstration_store
from inspection.warehouse import settings as read_settings

CODES = {"grade_value": "grade", "voter_weight": "voter_group"}


def setting_label(section: str, key: str, lang: str) -> str:
    """What a setting is called: a code's own label, else its sentence in the catalogue."""
    if section in CODES:
        return label(CODES[section], key, lang)
    return say(f"definitions.setting_{section}_{key}", lang)


def _own(home: Path) -> dict[str, dict[str, object]]:
    """What the data home's own file says; that it is well-formed has been checked where the settings were read."""
    path = home / "settings.toml"
    return tomllib.loads(path.read_text(encoding="utf-8-sig")) if path.exists() else {}


def settings_frame(section: str, home: Path, lang: str) -> pd.DataFrame:
    """One section: setting, value in force, default, where it comes from, name in the file.

    The columns are texts for st.table, with the office's own escaped. Raises SettingsError for a file that cannot be
    used.
    """
    head = [f"definitions.{name}" for name in ("setting", "setting_value", "setting_default", "setting_source")]
    in_force, defaults, own = read_settings(home), read_settings(), _own(home)
    standard = defaults.section(section)
    rows = []
    for key, value in _ordered(section, in_force):
        source = "source_own" if key in own.get(section, {}) else "source_default"
        rows.append(
            (
                setting_label(section, key, lang),
                plain(str(value)) or NOTHING,
                plain(str(standard.get(key, ""))) or NOTHING,
                say(f"definitions.{source}", lang),
                plain(f"{section}.{key}"),
            )
        )
    columns = [*(say(name, lang) for name in head), say("definitions.setting_file_name", lang)]
    return pd.DataFrame(rows, columns=columns, dtype=object)


def _ordered(section: str, in_force: Settings) -> list[tuple[str, object]]:
    """The entries of a section in the order of its code list, else of the defaults file."""
    entries = in_force.section(section)
    if section in CODES:
        return [(key, entries[key]) for key in labels(CODES[section], "zh") if key in entries]
    return list(entries.items())


def show_settings(version: Version, lang: str) -> None:
    """All settings in force by section; the demonstration county has its own."""
    home = data_home()
    if version.demonstration:
        home = demonstration_store(home).home
    st.markdown(say("definitions.settings_lead", lang))
    if version.demonstration:
        st.caption(say("definitions.settings_demonstration", lang))
    for section in read_settings().sections:  # the choices of the work summary stand in its own definitions
        st.header(say(f"definitions.settings_{section}", lang), anchor=section)
        st.table(settings_frame(section, home, lang), hide_index=True, border="horizontal")
