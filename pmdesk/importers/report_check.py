"""Reads the record out of a file that came back, to be held against the library."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass

from pmdesk.domain.codec import BadForm
from pmdesk.domain.snapshot import Snapshot
from pmdesk.importers.pdf_record import attached_record, is_pdf
from pmdesk.importers.record import FORMAT, read_json

_STATED = re.compile(rb"sha256:([0-9a-f]{64})")
_LARGEST = 256 * 1024 * 1024


class Unreadable(ValueError):
    """A file that can't be checked; the text says why and what to do."""


@dataclass(frozen=True, slots=True)
class ReturnedFile:
    """The record of a file, the digest that the file states and that of the record inside."""

    record: Snapshot
    stated: str = ""
    own: str = ""


def read_returned(data: bytes) -> ReturnedFile:
    """What a report in PDF or an exported record holds; raises Unreadable with a sentence."""
    if len(data) > _LARGEST:
        raise Unreadable("The file is larger than 256 MB, so it can't be checked.")
    if is_pdf(data):
        return _of_pdf(data)
    if data[:4] == b"PK\x03\x04":
        return _of_bundle(data)
    head = data[:400].lstrip(b"\xef\xbb\xbf \r\n\t")
    if not head.startswith(b"{"):
        raise Unreadable("This is neither a report in PDF nor a record or bundle of pmdesk.")
    return ReturnedFile(_record(data))


def _of_bundle(data: bytes) -> ReturnedFile:
    from pmdesk.importers.bundle.reading import read_loose

    try:
        found = read_loose(data)
    except BadForm as problem:
        raise Unreadable(f"The bundle can't be read: {problem}.") from problem
    return ReturnedFile(found.record, found.stated, found.own)


def _of_pdf(data: bytes) -> ReturnedFile:
    inside = attached_record(data)
    if inside is None:
        raise Unreadable(
            "This PDF holds no record of pmdesk, or what is in it can't be read. Ask for the file "
            "as it was exported: printing it again leaves the record out."
        )
    stated = {match.decode() for match in _STATED.findall(data)}
    own = hashlib.sha256(inside).hexdigest()
    # The file states its digest more than once; one that differs is enough.
    other = next((text for text in sorted(stated) if text != own), "")
    return ReturnedFile(_record(inside), other or (own if stated else ""), own)


def _record(data: bytes) -> Snapshot:
    try:
        if FORMAT.encode() in data[:4000] or b'"format"' in data[:400]:
            return read_json(data)
        return _bare(data)
    except BadForm as problem:
        raise Unreadable(f"The record in the file can't be read: {problem}.") from problem


def _bare(data: bytes) -> Snapshot:
    """The canonical form, without the wrapping of an exported record; held to the same rules."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as problem:
        raise BadForm("it is not UTF-8 text") from problem
    wrapped = f'{{"format":{json.dumps(FORMAT)},"version":1,"record":{text}}}'
    return read_json(wrapped.encode("utf-8"))
