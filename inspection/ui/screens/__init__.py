"""What the pages are made of, one module per page."""
