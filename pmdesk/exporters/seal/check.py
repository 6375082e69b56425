"""Whether the seal of a report holds: strictly, and whatever the file is like."""

from __future__ import annotations

import re
from enum import StrEnum
from io import BytesIO
from typing import TYPE_CHECKING, Any, NamedTuple

from pmdesk.exporters.seal.refusal import how_to_get, seals_here
from pmdesk.exporters.seal.sign import quiet
from pmdesk.exporters.seal.wish import SEALED_WORD

if TYPE_CHECKING:
    from datetime import datetime

# Any one of these says that the file is sealed or was; one damaged byte hides one of them.
_TRACES = (
    b"/ByteRange", b"/FT/Sig", b"/FT /Sig", b"/DocMDP", b"CAdES.detached", b"/Adobe.PPKLite",
    b"/SigFlags", b"/SubFilter",
)  # fmt: skip
_SAID = re.compile(rb"sha256:[0-9a-f]{64}, " + SEALED_WORD.encode("ascii"))


class SealState(StrEnum):
    """What a look at the seal found."""

    NONE = "none"
    INTACT = "intact"
    BROKEN = "not intact"
    UNREAD = "not looked at"


class SealFinding(NamedTuple):
    """The state and a sentence on it; signer, SHA-256 of the certificate and time when intact."""

    state: SealState
    sentence: str = ""
    signer: str = ""
    fingerprint: str = ""
    at: datetime | None = None


def seal_of(data: bytes) -> SealFinding:
    """Look at the seal of a PDF; offline, and no exception leaves it.

    Intact is only this: exactly one signature, whole and true, over the entire file, by which no
    change is allowed. Everything else of a sealed file is not intact, what can't be read included.
    """
    if not may_be_sealed(data):
        return SealFinding(SealState.NONE)
    if not seals_here():
        return SealFinding(
            SealState.UNREAD,
            f"The file is sealed; whether the seal holds can't be looked at. {how_to_get()}",
        )
    try:
        with quiet():
            return _looked_at(data)
    except Exception:  # a file that can't be followed is not intact, whatever stopped the look
        return _broken("the signature can't be read")


def may_be_sealed(data: bytes) -> bool:
    """Whether anything in a PDF says that it is sealed or was; quick, and loads nothing."""
    if b"PDF" not in data[:1024]:
        return False
    return any(trace in data for trace in _TRACES) or _SAID.search(data) is not None


def _broken(why: str) -> SealFinding:
    return SealFinding(SealState.BROKEN, f"The seal is not intact: {why}.")


def _looked_at(data: bytes) -> SealFinding:
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.diff_analysis import ModificationLevel
    from pyhanko.sign.fields import MDPPerm
    from pyhanko.sign.validation import SignatureCoverageLevel

    found = list(PdfFileReader(BytesIO(data), strict=True).embedded_signatures)
    if len(found) != 1:
        count = "it is missing" if not found else f"there are {len(found)} signatures, not one"
        return _broken(count)
    signature = found[0]
    status = _status(signature)
    if not status.intact:
        return _broken("the file was changed after it was sealed")
    if status.coverage is not SignatureCoverageLevel.ENTIRE_FILE:
        return _broken("something was added to the file after it was sealed")
    if status.modification_level is not ModificationLevel.NONE or not status.bottom_line:
        return _broken("the signature or its certificate is not in order")
    if signature.docmdp_level is not MDPPerm.NO_CHANGES:
        return _broken("it allows changes, which no seal of pmdesk does")
    certificate = signature.signer_cert
    at = status.signer_reported_dt
    name = _name(certificate)
    when = f" on {at:%Y-%m-%d %H:%M} UTC" if at is not None else ""
    fingerprint = certificate.sha256.hex()
    # Whether the certificate is really theirs is not for us to say.
    return SealFinding(
        SealState.INTACT,
        f"The seal is intact and covers the whole file. Sealed{when} with the certificate of "
        f"{name}; ask them whether its fingerprint begins {_grouped(fingerprint[:16])}.",
        name, fingerprint, at,
    )  # fmt: skip


def _status(signature: Any) -> Any:
    """The library's judgement at the time of sealing, the certificate taken as what it says."""
    from datetime import UTC

    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko.sign.validation.settings import KeyUsageConstraints
    from pyhanko_certvalidator import ValidationContext

    at = signature.self_reported_timestamp
    moment = at.astimezone(UTC) if at is not None else None
    context = ValidationContext(
        trust_roots=[signature.signer_cert], allow_fetching=False, moment=moment,
        best_signature_time=moment,
    )  # fmt: skip
    usage = KeyUsageConstraints(key_usage={"digital_signature", "non_repudiation"})
    return validate_pdf_signature(
        signature, signer_validation_context=context, key_usage_settings=usage
    )


def _name(certificate: Any) -> str:
    held = certificate.subject.native
    name = held.get("common_name") or held.get("organization_name")
    return str(name or certificate.subject.human_friendly)[:200]


def _grouped(digits: str) -> str:
    return " ".join(digits[i : i + 4] for i in range(0, len(digits), 4))
