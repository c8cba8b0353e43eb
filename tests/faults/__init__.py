"""Planted faults: lies a hurried developer could build in, each with the tests that must notice it.

Run by hand, `python -m tests.faults [name …]`; the faults stand in the toml files beside, one file per room.
"""
