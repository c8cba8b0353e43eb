"""The toolkit of the pages: filters, cards, charts, tables, the rows behind a figure."""
