"""County inspection dashboard: ledgers in, figures with their definitions out."""
