"""Finds the record that a report made by pmdesk carries inside its PDF file."""

from __future__ import annotations

from threading import Lock

ATTACHMENT = "postmortem.json"
# The PDF library may be in use by one thread of the process at a time, whoever calls it.
PDF_LOCK = Lock()
_LARGEST = 256 * 1024 * 1024
_MOST_FILES = 100


def is_pdf(data: bytes) -> bool:
    """Whether the bytes begin as a PDF does."""
    return b"%PDF-" in data[:1024]


def attached_record(data: bytes) -> bytes | None:
    """The bytes of the attachment ``postmortem.json``, or None where the file has none.

    The SHA-256 of these bytes is the digest that the report prints. Files that are no PDF, are
    damaged or locked give None too. Any thread may call.
    """
    if not is_pdf(data):
        return None
    import pypdfium2

    with PDF_LOCK:
        try:
            document = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError:
            return None
        try:
            for number in range(min(document.count_attachments(), _MOST_FILES)):
                file = document.get_attachment(number)
                if file.get_name() == ATTACHMENT:
                    found = bytes(file.get_data())
                    return found if len(found) <= _LARGEST else None
        except pypdfium2.PdfiumError:
            return None
        finally:
            document.close()
    return None
