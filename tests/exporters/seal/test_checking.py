"""The look at a seal: whatever is done to the file after sealing, it is not intact."""

from __future__ import annotations

import random
import re
from io import BytesIO

import pytest

pytest.importorskip("pyhanko.sign", reason="the extra sign is not installed")

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers
from pyhanko.sign.general import SigningError
from pypdf import PdfWriter

from pmdesk.exporters.pdf.render import render_pdf
from pmdesk.exporters.seal.check import SealState, seal_of
from tests.exporters.seal.certificates import NOW, SECRET, key_file
from tests.exporters.seal.test_sealing import report
from tests.exporters.test_pdf_standards import signed


@pytest.fixture(scope="module")
def sealed() -> bytes:
    return report()


def hole(data: bytes) -> tuple[int, int]:
    """Where the signature itself lies, which nothing covers."""
    found = re.search(rb"/ByteRange\s*\[\s*(\d+)\s+(\d+)\s+(\d+)", data)
    assert found is not None
    return int(found[2]), int(found[3])


def test_an_untouched_file_is_intact_and_names_its_signer(sealed: bytes) -> None:
    found = seal_of(sealed)
    assert (found.state, found.signer) == (SealState.INTACT, "Marta Lind")
    assert len(found.fingerprint) == 64
    assert found.fingerprint[:4] in found.sentence


def test_it_stays_intact_after_the_certificate_has_run_out() -> None:
    soon = report_with(key_file(since=-30, until=1))
    assert seal_of(soon).state is SealState.INTACT


def report_with(key: bytes) -> bytes:
    from pmdesk.exporters.seal.wish import SealWish

    return report(SealWish(key, SECRET))


def test_three_hundred_flipped_bits_are_each_not_intact(sealed: bytes) -> None:
    start, end = hole(sealed)
    chance = random.Random(300)
    outside = [*range(start), *range(end, len(sealed))]
    # A third of them after the hole and at the head, where the signature is looked for.
    places = [*chance.sample(outside, 200), *chance.sample(range(end, len(sealed)), 50)]
    places += chance.sample(range(start - 2000, start), 50)
    passed = []
    for place in places:
        changed = bytearray(sealed)
        changed[place] ^= 1 << chance.randrange(8)
        if seal_of(bytes(changed)).state is not SealState.BROKEN:
            passed.append(place)
    assert passed == []


def test_an_appended_revision_is_not_intact(sealed: bytes) -> None:
    writer = IncrementalPdfFileWriter(BytesIO(sealed))
    writer.root["/Lang"] = generic.pdf_string("de")
    writer.update_root()
    out = BytesIO()
    writer.write(out)
    assert out.getvalue().startswith(sealed)
    found = seal_of(out.getvalue())
    assert found.state is SealState.BROKEN
    assert "added to the file" in found.sentence


def test_a_second_signature_is_refused_by_the_first(sealed: bytes) -> None:
    signer = signers.SimpleSigner.load_pkcs12_data(key_file(), (), SECRET.encode())
    writer = IncrementalPdfFileWriter(BytesIO(sealed))
    meta = signers.PdfSignatureMetadata(field_name="Another")
    with pytest.raises(SigningError, match="forbids all changes"):
        signers.sign_pdf(writer, meta, signer)


def test_a_file_saved_again_by_another_program_is_not_intact(sealed: bytes) -> None:
    out = BytesIO()
    PdfWriter(clone_from=BytesIO(sealed)).write(out)
    assert seal_of(out.getvalue()).state is SealState.BROKEN


def test_a_file_whose_seal_was_cut_off_still_says_that_it_had_one(sealed: bytes) -> None:
    cut = sealed[: sealed.index(b"%%EOF") + 6]
    found = seal_of(cut)
    assert found.state is SealState.BROKEN
    assert "missing" in found.sentence


def test_another_kind_of_signature_is_not_a_seal() -> None:
    plain = render_pdf(signed(), now=NOW)
    signer = signers.SimpleSigner.load_pkcs12_data(key_file(), (), SECRET.encode())
    meta = signers.PdfSignatureMetadata(field_name="Approval")
    out = signers.sign_pdf(IncrementalPdfFileWriter(BytesIO(plain)), meta, signer).getvalue()
    found = seal_of(out)
    assert found.state is SealState.BROKEN
    assert "allows changes" in found.sentence


def test_a_file_without_a_seal_says_nothing_of_one() -> None:
    assert seal_of(render_pdf(signed(), now=NOW)).state is SealState.NONE
    assert seal_of(b"").state is SealState.NONE


@pytest.mark.parametrize("share", [0.1, 0.5, 0.97, 0.999])
def test_a_file_that_ends_too_soon_is_not_intact_or_not_sealed(sealed: bytes, share: float) -> None:
    state = seal_of(sealed[: int(len(sealed) * share)]).state
    assert state is not SealState.INTACT
