"""The rows beside the records: what the library says of itself, its journal, and its files."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, Integer, LargeBinary, Text
from sqlalchemy.orm import Mapped, mapped_column

from pmdesk.models.columns import UtcDateTime
from pmdesk.models.rows import Row


class MetaRow(Row):
    """One fact about the library: its id, generation, last number, oldest reader."""

    __tablename__ = "meta"
    name: Mapped[str] = mapped_column(Text, primary_key=True)
    value: Mapped[str] = mapped_column(Text)


class JournalRow(Row):
    """One edit: when (UTC), what it is called, and its link in the chain of digests."""

    __tablename__ = "journal"
    __table_args__ = (Index("ix_journal_pm_id_seq", "pm_id", "seq"),)
    seq: Mapped[int] = mapped_column(Integer, primary_key=True)
    pm_id: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    label: Mapped[str] = mapped_column(Text)
    payload_digest: Mapped[str] = mapped_column(Text)
    digest: Mapped[str] = mapped_column(Text)


class JournalPayloadRow(Row):
    """The changes of an edit, in a row of their own so that they can be blanked."""

    __tablename__ = "journal_payload"
    seq: Mapped[int] = mapped_column(ForeignKey("journal.seq"), primary_key=True)
    salt: Mapped[str] = mapped_column(Text)
    body: Mapped[str] = mapped_column(Text)


class StoredFileRow(Row):
    """The content of an attachment by its SHA-256; without data it lies beside the library."""

    __tablename__ = "stored_file"
    sha256: Mapped[str] = mapped_column(Text, primary_key=True)
    size: Mapped[int] = mapped_column(Integer)
    data: Mapped[bytes | None] = mapped_column(LargeBinary)
