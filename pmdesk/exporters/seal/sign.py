"""Seals a report: one signature over the whole file that allows no change after it."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from io import BytesIO

from pmdesk.domain.snapshot import Snapshot
from pmdesk.exporters.editions import Handout
from pmdesk.exporters.extras import Extras
from pmdesk.exporters.seal.key import mark_of
from pmdesk.exporters.seal.refusal import SealRefused, refusal_of
from pmdesk.exporters.seal.wish import SealWish
from pmdesk.exporters.standing import paper_standing

FIELD = "Seal"


def sealed_report(
    snapshot: Snapshot,
    *,
    now: datetime,
    page: str = "A4",
    handout: Handout,
    extras: Extras,
    wish: SealWish,
) -> bytes:
    """The PDF report of a signed version, sealed; ``now`` is an aware time.

    Raises SealRefused with a sentence. Works offline; heavy, so for a process of its own.
    """
    from pmdesk.exporters.pdf.render import render_pdf

    refused = refusal_of(handout, signed=paper_standing(snapshot).is_signed)
    if refused:
        raise SealRefused(refused)
    extras = replace(extras, seal=mark_of(wish, now))
    made = render_pdf(snapshot, now=now, page=page, handout=handout, extras=extras)
    return sealed(made, wish)


def sealed(report: bytes, wish: SealWish) -> bytes:
    """The report with its field signed; raises SealRefused where the signature can't be made."""
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
    from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, SimpleSigner
    from pyhanko.stamp import NoOpStampStyle

    class Writer(IncrementalPdfFileWriter):  # type: ignore[misc]
        """Leaves the metadata as it is: rewritten, it would break PDF/A."""

        def _update_meta(self) -> None:
            pass

    wanted = PdfSignatureMetadata(
        field_name=FIELD,
        md_algorithm="sha256",
        certify=True,
        docmdp_permissions=MDPPerm.NO_CHANGES,
        subfilter=SigSeedSubFilter.PADES,
        reason="Signed version of a postmortem report",
    )
    with quiet():
        try:
            secret = wish.passphrase.encode("utf-8") or None
            key = SimpleSigner.load_pkcs12_data(wish.key, (), secret)
            signer = PdfSigner(wanted, key, stamp_style=NoOpStampStyle())
            out = BytesIO()
            signer.sign_pdf(Writer(BytesIO(report)), existing_fields_only=True, output=out)
        except Exception as problem:
            # Not the library's words: they might name what is secret.
            raise SealRefused(
                f"The seal could not be made ({type(problem).__name__})."
            ) from None
    return out.getvalue()


@contextmanager
def quiet() -> Iterator[None]:
    """The library writes pages of log for a seal that fails; none of it is for a log."""
    loggers = [logging.getLogger(name) for name in ("pyhanko", "pyhanko_certvalidator")]
    before = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        for logger, level in zip(loggers, before, strict=True):
            logger.setLevel(level)
