"""Police complaints of two cities, in the layouts they are published in, with invented rows."""

from datetime import date
from pathlib import Path

from inspection.intake import read
from inspection.intake.mapping import load
from inspection.intake.mapping.apply import load_file

DETROIT = """BPC,CCR,Report Date,Entry,Age,ctznRace,ctznSex,Closed,Unit,Administrative Closure,Allegation,Finding
65001,16001,2016/01/05 05:00:00+00,Mail,34,Black,Female,2016/03/01 05:00:00+00,2nd Precinct,,Demeanor,Sustained
65001,16001,2016/01/05 05:00:00+00,Mail,34,Black,Female,2016/03/01 05:00:00+00,2ND PRECINCT,,Procedure,Not Sustained
65002,16002,2016/02/01 05:00:00+00,Walk-in,,White,Male,2016/02/20 05:00:00+00,10th precinct,,Force,Unfounded
65003,16003,2017/05/01 04:00:00+00,E-mail,51,,,,Unknown,,Service,
65004,17004,2017/06/01 04:00:00+00,E-mail,51,,,2017/06/09 04:00:00+00,Gaming,Withdrawn,Service,
65005,17005,2017/06/02 04:00:00+00,Fax,51,,,2017/07/09 04:00:00+00,,,Entry,Exonerated
,,,,,,,,,,,
"""

CCRB = """
[[rows.terms]]
term_no = 1
name = "since 1985"
started_on = 1985-01-01
planned_years = 35

[[source]]
file = "allegations*.csv"
ignore = ["first_name", "last_name", "shield_no", "fado_type", "unique_mos_id"]

[source.computed]
# only month and year are published: the first of the month stands for it
received = { year = "year_received", month = "month_received", day = 1 }
closed = { year = "year_closed", month = "month_closed", day = "last" }
org = { template = "PCT-{precinct}" }
unit = { from = "org", empty = "PCT-none" }

[[source.ledger]]
name = "rounds"
distinct = ["year_received"]

[source.ledger.columns]
round_id = "year_received"
term_no = { constant = 1 }
seq = "year_received"
name = "year_received"
kind = { constant = "routine" }
# the charter of 1993 made the board independent: what was counted before is another series
category_scheme = { cases = [{ column = "year_received", below = 1994, value = "four" }], other = "three" }
started_on = { template = "{year_received}-01-01", date = "%Y-%m-%d" }

[[source.ledger]]
name = "organisations"
distinct = ["unit"]

[source.ledger.columns]
org_id = "unit"
name = "unit"
org_class = { constant = "township" }
in_scope_from = { constant = 1985-01-01 }

[[source.ledger]]
name = "inspections"
distinct = ["complaint_id", "unit"]
disagree = "first"

[source.ledger.columns]
inspection_id = { template = "{complaint_id}-{unit}" }
round_id = "year_received"
org_id = "unit"
team = { constant = "CCRB" }
team_level = { constant = "county" }
kind = { constant = "routine" }
counts_toward_coverage = { constant = true }
onsite_start = "received"

[[source.ledger]]
name = "clues"
leave_out = [{ column = "board_disposition", matches = "^(?:Mediat|Miscellaneous)" }]

[source.ledger.columns]
clue_id = { template = "{complaint_id}-{n}" }
inspection_id = { template = "{complaint_id}-{unit}" }
transferred_on = "received"
subject_level = { constant = "other" }
summary = "allegation"
subject_name = "command_now"
outcome = { cases = [
    { column = "board_disposition", matches = "^Substantiated", value = "substantiated" },
    { column = "board_disposition", equals = ["Exonerated", "Unfounded"], value = "unsubstantiated" },
    { column = "board_disposition", equals = "Unsubstantiated", value = "unable" },
] }
concluded_on = "closed"
"""

ALLEGATIONS = """\
unique_mos_id,first_name,last_name,shield_no,complaint_id,month_received,year_received,month_closed,year_closed,\
command_now,precinct,fado_type,allegation,board_disposition
10004,J,A,8409,42835,7,2019,5,2020,078 PCT,78,Abuse of Authority,Search,Substantiated (Command Discipline A)
10007,J,B,5952,24601,11,1992,8,1993,078 PCT,67,Discourtesy,Action,Unsubstantiated
10007,J,B,5952,24601,11,1992,8,1993,078 PCT,67,Offensive Language,Race,Exonerated
10009,L,C,24058,26146,7,2012,9,2013,PBMS,,Force,Push,Unfounded
10010,L,C,24058,26147,7,2012,9,2013,PBMS,67,Force,Push,Mediation attempted
"""


def _read(tmp_path: Path, mapping, name: str, text: str, as_of: date):
    (tmp_path / name).write_text(text, encoding="utf-8")
    return read([tmp_path / name], as_of=as_of, standing=lambda _: None, mapping=mapping, lang="en")


def _rows(reading, ledger: str, *columns: str) -> list[tuple]:
    assert not reading.faults, reading.faults
    return list(zip(*(reading.ledgers[ledger][name].to_pylist() for name in columns), strict=True))


def test_complaints_of_one_city_become_units_complaints_and_allegations(tmp_path):
    reading = _read(tmp_path, load("police_complaints"), "DPD_Citizen_Complaints.csv", DETROIT, date(2018, 1, 1))
    assert _rows(reading, "organisations", "org_id", "org_class") == [
        ("P2", "township"),
        ("P10", "township"),
        ("unknown", "county"),
        ("other", "county"),
    ]
    assert _rows(reading, "rounds", "round_id", "started_on") == [
        ("2016", date(2016, 1, 1)),
        ("2017", date(2017, 1, 1)),
    ]
    assert _rows(reading, "inspections", "inspection_id", "org_id") == [
        ("16001-P2", "P2"),
        ("16002-P10", "P10"),
        ("16003-unknown", "unknown"),
        ("17004-other", "other"),
        ("17005-unknown", "unknown"),
    ]
    assert _rows(reading, "clues", "clue_id", "transferred_on", "outcome", "concluded_on") == [
        ("16001-1", date(2016, 1, 5), "substantiated", date(2016, 3, 1)),
        ("16001-2", date(2016, 1, 5), "unable", date(2016, 3, 1)),
        ("16002-1", date(2016, 2, 1), "unsubstantiated", date(2016, 2, 20)),
        ("16003-1", date(2017, 5, 1), "pending", None),
        ("17004-1", date(2017, 6, 1), "unable", date(2017, 6, 9)),
        ("17005-1", date(2017, 6, 2), "unsubstantiated", date(2017, 7, 9)),
    ]


def test_month_and_year_a_series_break_and_dispositions_can_be_said(tmp_path):
    profile = tmp_path / "ccrb.toml"
    profile.write_text(CCRB, encoding="utf-8")
    reading = _read(tmp_path, load_file(profile), "allegations_2020.csv", ALLEGATIONS, date(2020, 7, 27))
    assert _rows(reading, "rounds", "round_id", "category_scheme") == [
        ("2019", "three"),
        ("1992", "four"),
        ("2012", "three"),
    ]
    assert _rows(reading, "organisations", "org_id") == [("PCT-78",), ("PCT-67",), ("PCT-none",)]
    assert _rows(reading, "clues", "clue_id", "transferred_on", "outcome", "concluded_on") == [
        ("42835-1", date(2019, 7, 1), "substantiated", date(2020, 5, 31)),
        ("24601-1", date(1992, 11, 1), "unable", date(1993, 8, 31)),
        ("24601-2", date(1992, 11, 1), "unsubstantiated", date(1993, 8, 31)),
        ("26146-1", date(2012, 7, 1), "unsubstantiated", date(2013, 9, 30)),
    ]


def test_a_disposition_nobody_has_thought_of_is_refused_by_name(tmp_path):
    profile = tmp_path / "ccrb.toml"
    profile.write_text(CCRB, encoding="utf-8")
    text = ALLEGATIONS.replace("Unfounded", "Closed - Pending Litigation")
    reading = _read(tmp_path, load_file(profile), "allegations_2020.csv", text, date(2020, 7, 27))
    assert [(f.code, f.row, f.value) for f in reading.faults] == [("mapping.no_case", 5, "Closed - Pending Litigation")]
