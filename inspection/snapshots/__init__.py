"""Snapshots: what is aired in public, as signed folders of plain files that are never changed."""
