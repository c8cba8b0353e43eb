"""The intake: files in, faults or clean ledgers out. Nothing is stored here, and nothing of a file is trusted.

    reading = read([Path("ledgers")], as_of=date(2025, 9, 30), standing=lambda ledger: None, lang="zh")
    if reading.faults: ...          # all of them, not the first; reading.ledgers is empty then
    else: made = drafted(store, reading, as_of=..., ...)   # the checks have looked it over
          if made.draft: store.accept(made.draft, checks=made.looked.counts)
"""

from inspection.intake.check import Standing
from inspection.intake.drafting import Drafted, drafted
from inspection.intake.faults import Fault, faults_csv, summary
from inspection.intake.read import Reading, read

__all__ = ["Drafted", "Fault", "Reading", "Standing", "drafted", "faults_csv", "read", "summary"]
