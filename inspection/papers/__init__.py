"""What is handed out of the house: summaries, packs, forms, letters. Made of readings; the files come from formats."""

import inspection.reading.summary_fields  # noqa: F401 - every paper can name the summary's figures: {{ summary.rounds_held }}
