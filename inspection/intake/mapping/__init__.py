"""Mapping profiles: a TOML file that says how the files of one source become ledgers. data/mappings/README.md is their
manual.

    mapping = load("sf_food_inspections", data_home())
    applied = mapping.apply([(file name, workbook), ...], faults)
"""

from inspection.intake.mapping.apply import Applied, Mapping, load, names
from inspection.intake.mapping.choices import Choice, save, suggest
from inspection.intake.mapping.parts import MappingError, Problem

__all__ = ["Applied", "Choice", "Mapping", "MappingError", "Problem", "load", "names", "save", "suggest"]
