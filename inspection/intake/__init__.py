"""The intake: files in, faults or clean ledgers out. Nothing is stored here, and nothing of a file is trusted.

    reading = read([Path("ledgers")], as_of=date(2025, 9, 30), standing=lambda ledger: None, lang="zh")
    if reading.faults: ...          # all of them, not the first; reading.ledgers is empty then
    else: made = drafted(store, reading, as_of=..., ...)   # the checks have looked it over
          if made.draft: store.accept(made.draft, checks=made.looked.counts)
"""

from inspection.intake.carried import CHOICES, Blanks
from inspection.intake.check import Standing
from inspection.intake.dates import AS_OF_DAYS
from inspection.intake.drafting import Drafted, drafted
from inspection.intake.faults import Fault, faults_csv, summary, total
from inspection.intake.read import Reading, read

__all__ = ["AS_OF_DAYS", "CHOICES", "Blanks", "Drafted", "Fault", "Reading", "Standing"]
__all__ += ["drafted", "faults_csv", "read", "summary", "total"]
