"""Data quality: which rules are broken, by how many rows, since which version, and which rows."""

from dataclasses import dataclass

import pandas as pd

from inspection.indicators import AT, Check, TableColumn, checks, counts, example_of, rows_violating, told
from inspection.reading.answers import ROWS_SHOWN, Source
from inspection.reading.keeping import kept
from inspection.reading.words import named_column, organisation_column, whole_number
from inspection.text import say
from inspection.warehouse import Settings, Store, StoreError, Version, open_mart, rows_before

VERSIONS_SHOWN = 12


@dataclass(frozen=True)
class Counted:
    """One version and how many rows of it break each check."""

    version: Version
    counts: dict[str, int]

    def of_level(self, level: str) -> int:
        return sum(n for id, n in self.counts.items() if checks()[id].level == level)


@kept
def _counts(version: Version, settings: Settings) -> dict[str, int]:
    """Check -> the rows of a version that break it. The mart is opened for it, read-only, and closed again."""
    mart = open_mart(version)
    try:
        return counts(mart, previous=rows_before(version), settings=settings)
    finally:
        mart.close()


@kept
def _counts_now(source: Source) -> dict[str, int]:
    return counts(source.mart, previous=rows_before(source.version), settings=source.settings)


def history(source: Source) -> tuple[list[Counted], list[int]]:
    """The last versions up to the one in force, oldest first, counted by today's rules and settings; and the numbers of
    those that cannot be read."""
    try:
        versions = Store(source.version.mart.parents[1]).versions()
    except StoreError:  # the version in force stands; what is wrong with older ones is said where versions are listed
        versions = []
    earlier = [v for v in versions if v.number < source.version.number][1 - VERSIONS_SHOWN :]
    found, unreadable = [], []
    for version in earlier:
        try:
            found.append(Counted(version, _counts(version, source.settings)))
        except StoreError:
            unreadable.append(version.number)
    return [*found, Counted(source.version, _counts_now(source))], unreadable


def since(past: list[Counted], id: str) -> int:
    """The number of the version since which a check has been broken without a break; the last one must break it."""
    number = past[-1].version.number
    for counted in reversed(past):
        if not counted.counts.get(id):
            break
        number = counted.version.number
    return number


def _ledger(check: Check, lang: str) -> str:
    return check.ledger.label(lang) if check.ledger else say("checks.several", lang)


def standing_frame(past: list[Counted], rows: dict[str, int], lang: str) -> pd.DataFrame:
    """The checks that are broken now, those to mend first, then by rows; `rows` are those of each ledger now."""
    now = past[-1].counts
    broken = sorted((id for id, n in now.items() if n), key=lambda id: (checks()[id].level, -now[id]))
    lines = []
    for id in broken:
        check, whole = checks()[id], rows.get(checks()[id].rows, 0)
        lines.append(
            {
                "id": id,
                "level": [say(f"checks.{check.level}", lang)],
                "rows": now[id],
                "rule": check.title(lang),
                "ledger": _ledger(check, lang),
                "share": now[id] / whole * 100 if whole else None,
                "since": since(past, id),
                "trend": [counted.counts.get(id, 0) for counted in past],
                "meaning": check.reader(lang),
            }
        )
    return pd.DataFrame(lines, columns=["id", "level", "rows", "rule", "ledger", "share", "since", "trend", "meaning"])


def rules_frame(now: dict[str, int], lang: str) -> pd.DataFrame:
    """Every check: level, rows that break it (missing where that needs secret columns), rule, ledger, meaning, why."""
    lines = [
        {
            "id": check.id,
            "level": [say(f"checks.{check.level}", lang)],
            "rows": now.get(check.id),
            "rule": check.title(lang),
            "ledger": _ledger(check, lang),
            "meaning": check.reader(lang),
            "why": check.why(lang),
        }
        for check in checks().values()
    ]
    return pd.DataFrame(lines).astype({"rows": "Int64"})


def over_versions(past: list[Counted]) -> pd.DataFrame:
    """The rows that break rules, version by version: number, as_of, warns, refuses."""
    rows = [(c.version.number, c.version.as_of, c.of_level("warns"), c.of_level("refuses")) for c in past]
    return pd.DataFrame(rows, columns=["number", "as_of", "warns", "refuses"])


def versions_finding(frame: pd.DataFrame, lang: str) -> str:
    """Whether more or fewer rows break rules than in the version before (`over_versions`); the question where there is no
    version before."""
    totals = (frame["warns"] + frame["refuses"]).tolist()
    if len(totals) < 2:
        return say("checks.over_versions_question", lang)
    was, now = totals[-2:]
    word = "up" if now > was else "down" if now < was else "same"
    before, last = (int(number) for number in frame["number"].iloc[-2:])
    return say(f"checks.over_versions_{word}", lang, before=before, now=last, was=was, is_=now, by=abs(now - was))


def standing_finding(counted: Counted, lang: str) -> str:
    """How many of the rules are broken by how many rows, to mend and to look at; that all are kept, where all are."""
    rules, broken = len(counted.counts), sum(1 for n in counted.counts.values() if n)
    if not broken:
        return say("checks.all_kept", lang, rules=rules, as_of=counted.version.as_of)
    by_level = {level: counted.of_level(level) for level in ("refuses", "warns")}
    words = {"rows": sum(by_level.values()), **by_level}
    return say("checks.finding", lang, rules=rules, broken=broken, **{k: whole_number(n) for k, n in words.items()})


@kept
def broken_rows(source: Source, id: str, lang: str) -> pd.DataFrame:
    """The rows that break a check, at most ROWS_SHOWN, with the two sentences to the steward of each."""
    check = checks()[id]
    frame = rows_violating(
        source.mart, id, previous=rows_before(source.version), settings=source.settings, limit=ROWS_SHOWN
    )
    violations = list(told(check, frame))
    frame = frame.assign(wrong=[v.wrong(lang) for v in violations], mend=[v.mend(lang) for v in violations])
    return frame.drop(columns=AT, errors="ignore")  # the sentence says it


def row_columns(check: Check, frame: pd.DataFrame) -> tuple[tuple[TableColumn, ...], tuple[str, ...]]:
    """The columns of `broken_rows`, and those to show: what the rule looks at first; the ledger's other columns are for
    the files."""
    own = check.ledger.columns if check.ledger else ()
    names = [name for name in frame.columns if name not in ("org_name", "wrong", "mend")]
    described = [check.described(n) for n in names if n in check.others or any(c.name == n for c in own)]
    named = [n for n in example_of("checks", check.id).expected[0].result.columns if n not in (*check.key, AT)]
    sentences = [named_column("checks", name, name) for name in ("wrong", "mend")]
    shown = [n for n in ("org_name", *check.key, "wrong", "mend", *named) if n in frame]
    return (organisation_column(), *sentences, *described), tuple(shown)
