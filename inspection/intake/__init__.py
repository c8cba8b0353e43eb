"""The intake: files in, faults or clean ledgers out. Nothing is stored here, and nothing of a file is trusted.

    reading = read([Path("ledgers")], as_of=date(2025, 9, 30), standing=lambda ledger: None, lang="zh")
    if reading.faults: ...          # all of them, not the first; reading.ledgers is empty then
    else: store.publish(reading.ledgers, as_of=..., files=reading.files, ...)
"""

from inspection.intake.check import Standing
from inspection.intake.faults import Fault, faults_csv, sentence
from inspection.intake.read import Reading, read

__all__ = ["Fault", "Reading", "Standing", "faults_csv", "read", "sentence"]
