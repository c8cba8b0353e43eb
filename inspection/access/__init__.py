"""Who may come in, what they may do, what they did, and how it is kept."""

from inspection.access.accounts import Account, Accounts
from inspection.access.audit import EVENTS, Audit, Line, faults_of_audit
from inspection.access.doors import ANYBODY, Doors, Visitor, nobody_asked
from inspection.access.faults import Refused
from inspection.access.roles import PAGES, PERMISSIONS, ROLES, may, pages_of
from inspection.access.rules import Rules, rules

__all__ = [
    "ANYBODY",
    "EVENTS",
    "PAGES",
    "PERMISSIONS",
    "ROLES",
    "Account",
    "Accounts",
    "Audit",
    "Doors",
    "Line",
    "Refused",
    "Rules",
    "Visitor",
    "faults_of_audit",
    "may",
    "nobody_asked",
    "pages_of",
    "rules",
]
