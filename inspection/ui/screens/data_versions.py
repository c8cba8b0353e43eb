"""The version that stands, on the page of the import: its rows and files. For the steward."""

import pandas as pd
import streamlit as st

from inspection.reading.words import day, minute, whole_number
from inspection.text import say
from inspection.warehouse import Version, dictionary, settings


def show_standing(current: Version | None, demonstration: Version | None, lang: str) -> None:
    """What stands now, in a few lines; with nothing imported, that the pages show the demonstration."""
    st.markdown(f"**{say('importing.current', lang)}**")
    if current is not None:
        facts = [
            (say("importing.version", lang), str(current.number)),
            (say("importing.version_as_of", lang), day(current.as_of)),
            (say("importing.version_when", lang), minute(current.manifest["built_at"])),
            (say("importing.version_rows", lang), whole_number(sum(current.manifest["rows"].values()))),
        ]
        frame = pd.DataFrame(facts, columns=["fact", "words"], dtype=object)
        st.table(frame, hide_index=True, hide_header=True, border="horizontal")
    elif demonstration is not None:
        county = settings(demonstration.mart.parents[1]).get("county", "name")
        st.text(say("importing.current_demonstration", lang, county=county))
    else:
        st.text(say("importing.current_none", lang))
    if current is None:
        st.text(say("importing.first_import", lang))


def rows_frame(version: Version, lang: str) -> pd.DataFrame:
    """Ledger and rows of a version, in the order of the contract."""
    rows = [(ledger.label(lang), version.manifest["rows"][name]) for name, ledger in dictionary().ledgers.items()]
    return pd.DataFrame(rows, columns=[say("importing.ledger", lang), say("importing.rows_now", lang)])


def files_frame(version: Version, lang: str) -> pd.DataFrame:
    """The files a version was made of: name as it came, ledger, rows, the first twelve digits of its sha256."""
    rows = [
        (file["name"], dictionary().ledgers[file["ledger"]].label(lang), file["rows"], file["sha256"][:12])
        for file in version.manifest["files"]
    ]
    head = [say(f"importing.{name}", lang) for name in ("file", "ledger", "version_rows", "sha256")]
    return pd.DataFrame(rows, columns=head)


def show_rows(version: Version | None, lang: str) -> None:
    """Rows per ledger of the version that stands."""
    if version is None:
        st.caption(say("importing.current_none", lang))
    else:
        st.dataframe(rows_frame(version, lang), hide_index=True, width="content", height="content")


def show_files(version: Version | None, lang: str) -> None:
    """The files of the version that stands."""
    if version is None or not version.manifest["files"]:
        st.caption(say("importing.no_source_files", lang))
    else:
        st.dataframe(files_frame(version, lang), hide_index=True, width="content")
