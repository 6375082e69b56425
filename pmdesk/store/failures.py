"""What SQLite and the file system report, said in sentences for the user."""

from __future__ import annotations

import sqlite3

from pmdesk.domain.problems import StorageProblem, Unstorable

FULL = "Not saved: the disk is full. Nothing is lost; make room, then try again."
LOCKED = (
    "Not saved: another program is using the library file at this moment. Nothing is lost; "
    "please try again."
)
READ_ONLY = (
    "Not saved: the library file or its folder is read-only. Make it writable, then try again."
)
GONE = (
    "Not saved: the library's folder can't be written. Check that the disk is still there, "
    "then try again."
)
DISK = (
    "Not saved: the disk reported an error. Nothing is lost; try again, and if it happens again "
    "make a copy of the library on another disk."
)
DAMAGED = (
    "The library file is damaged. It was left as it is; restore the newest backup to go on, "
    "and keep the damaged file."
)
SIGNED = "Not saved: a signed revision can't be changed. Open a new revision to go on."
JOURNAL = "Not saved: the journal of the library can't be changed."
LOOSE = "Not saved: something in this change refers to a record that isn't in the library."
TAKEN = "Not saved: the library already holds a record with this id."
NUMBER = "Not saved: this PM number is taken by another postmortem of the library."
UNFIT = (
    "Not saved: a text holds half of a broken character, or a number is too large to be stored. "
    "Retype that part."
)
UNKNOWN = "Not saved: the library refused the change ({}). Nothing is lost; please try again."

# What is wrong with the edit and not with the disk.
_OF_THE_EDIT = frozenset({SIGNED, JOURNAL, LOOSE, TAKEN, NUMBER, UNFIT})

_BY_NAME = {
    "SQLITE_FULL": FULL,
    "SQLITE_BUSY": LOCKED,
    "SQLITE_LOCKED": LOCKED,
    "SQLITE_READONLY": READ_ONLY,
    "SQLITE_PERM": READ_ONLY,
    "SQLITE_CANTOPEN": GONE,
    "SQLITE_IOERR": DISK,
    "SQLITE_CORRUPT": DAMAGED,
    "SQLITE_NOTADB": DAMAGED,
    "SQLITE_CONSTRAINT_FOREIGNKEY": LOOSE,
    "SQLITE_CONSTRAINT_PRIMARYKEY": TAKEN,
    "SQLITE_CONSTRAINT_UNIQUE": TAKEN,
    "SQLITE_CONSTRAINT_NOTNULL": UNFIT,
    "SQLITE_TOOBIG": UNFIT,
}


def bare(error: BaseException) -> BaseException:
    """The driver's own error inside one that SQLAlchemy wrapped."""
    return getattr(error, "orig", None) or error


def error_name(error: BaseException) -> str:
    """SQLite's name of an error, such as SQLITE_FULL, or an empty text."""
    return str(getattr(bare(error), "sqlite_errorname", "") or "")


def sentence(error: BaseException) -> str:
    """The sentence for an error of SQLite, the driver or the system."""
    error = bare(error)
    name = error_name(error)
    text = str(error)
    if name == "SQLITE_CONSTRAINT_TRIGGER":
        return JOURNAL if "journal" in text else SIGNED
    if name == "SQLITE_CONSTRAINT_UNIQUE" and "postmortem.number" in text:
        return NUMBER
    found = _BY_NAME.get(name) or _BY_NAME.get("_".join(name.split("_")[:2]))
    if found:
        return found
    if isinstance(error, UnicodeError | OverflowError):
        return UNFIT
    if isinstance(error, sqlite3.Error):
        return UNKNOWN.format(name or type(error).__name__)
    if isinstance(error, OSError):
        return DISK
    return UNKNOWN.format(type(error).__name__)


def reading(error: BaseException) -> str:
    """The sentence for an error while nothing was being written."""
    text = sentence(error).removeprefix("Not saved: ").replace("Nothing is lost; ", "")
    return text[:1].upper() + text[1:]


def problem(error: BaseException) -> StorageProblem:
    """The error as the one kind that the rest of the program knows."""
    if isinstance(error, StorageProblem):
        return error
    told = sentence(error)
    return Unstorable(told) if told in _OF_THE_EDIT else StorageProblem(told)


def reading_problem(error: BaseException) -> StorageProblem:
    """The same for an error while reading."""
    return error if isinstance(error, StorageProblem) else StorageProblem(reading(error))
