"""The checker of drafts: every number of a text, held against the draft's own arithmetic and against the ledgers."""
