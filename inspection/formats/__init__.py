"""Office files in and out: the only room that knows the office libraries."""
