"""County inspection dashboard: ledgers in, figures with their definitions out."""

__version__ = "1.0.0"
