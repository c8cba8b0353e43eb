"""Snapshots: what is aired in public, as signed folders of plain files that are never changed."""

from inspection.snapshots.chain import verify_all
from inspection.snapshots.contents import Contents
from inspection.snapshots.draft import (
    CLASSES,
    PERIODS,
    SHARES,
    WITHHOLDING,
    Draft,
    Text,
    draft_of,
    label_of_class,
    publishable,
    template,
    templates,
)
from inspection.snapshots.faults import Refused
from inspection.snapshots.keys import PUBLIC, office_key, public_pem
from inspection.snapshots.publication import Publication
from inspection.snapshots.register import LOG, STATES, Entry, Handed, Register
from inspection.snapshots.series import Change, compare, history
from inspection.snapshots.site import PublicSite, public_folder, write_site
from inspection.snapshots.verify import Fault, Verified, public_key, verify, verify_chain

__all__ = [
    "CLASSES",
    "LOG",
    "PERIODS",
    "PUBLIC",
    "SHARES",
    "STATES",
    "WITHHOLDING",
    "Change",
    "Contents",
    "Draft",
    "Entry",
    "Fault",
    "Handed",
    "PublicSite",
    "Publication",
    "Refused",
    "Register",
    "Text",
    "Verified",
    "compare",
    "draft_of",
    "history",
    "label_of_class",
    "office_key",
    "public_folder",
    "public_key",
    "public_pem",
    "publishable",
    "template",
    "templates",
    "verify",
    "verify_all",
    "verify_chain",
    "write_site",
]
