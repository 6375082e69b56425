"""A sealed report keeps both standards, and a certificate that may not seal says why."""

from __future__ import annotations

import hashlib
import threading
from pathlib import Path

import pytest

pytest.importorskip("pyhanko.sign", reason="the extra sign is not installed")

from pypdf import PdfReader

from pmdesk.exporters.editions import Edition, Handout
from pmdesk.exporters.extras import Extras
from pmdesk.exporters.making import made
from pmdesk.exporters.seal.refusal import SealRefused
from pmdesk.exporters.seal.sign import sealed_report
from pmdesk.exporters.seal.wish import SealWish
from pmdesk.importers.pdf_record import attached_record
from pmdesk.importers.record_file import read_record
from tests.exporters.reading import is_sound, saved, tool, words_of
from tests.exporters.seal.certificates import NOW, SECRET, key_file
from tests.exporters.test_pdf_standards import signed, standards_broken, with_meeting

FITTING = SealWish(key_file(), SECRET)


def report(wish: SealWish = FITTING, edition: Edition = Edition.INTERNAL) -> bytes:
    extras = Extras(journal="b" * 64)
    return sealed_report(signed(), now=NOW, handout=Handout(edition), extras=extras, wish=wish)


@pytest.mark.parametrize("edition", [Edition.INTERNAL, Edition.REDACTED])
@pytest.mark.parametrize("kind", ["ec", "rsa"])
def test_a_sealed_report_keeps_both_standards(kind: str, edition: Edition, tmp_path: Path) -> None:
    path = saved(tmp_path, report(SealWish(key_file(kind), SECRET), edition))
    assert standards_broken(path) == []
    is_sound(path)


def test_another_reader_says_both_that_it_is_valid_and_that_it_covers_the_file(
    tmp_path: Path,
) -> None:
    told = tool("pdfsig", "-nocert", saved(tmp_path, report()))
    assert "Signature is Valid." in told
    assert "Total document signed" in told
    assert "ETSI.CAdES.detached" in told
    assert told.count("Signature #") == 1


def test_the_page_names_the_certificate_and_does_not_say_that_it_is_valid(tmp_path: Path) -> None:
    words = words_of(saved(tmp_path, report()))
    assert "MartaLind" in words
    assert "pmdesktosay." in words
    assert "valid" not in words.casefold()


def test_the_field_stands_in_the_reading_structure_with_words_for_it(tmp_path: Path) -> None:
    data = report()
    reader = PdfReader(saved(tmp_path, data))
    fields = reader.trailer["/Root"]["/AcroForm"]["/Fields"]
    assert [f.get_object()["/TU"] for f in fields] == ["Seal over the whole file"]
    assert "Form" in tool("pdfinfo", "-struct", tmp_path / "report.pdf").split()


def test_the_record_inside_is_still_the_one_whose_digest_is_printed(tmp_path: Path) -> None:
    data = report()
    inside = attached_record(data)
    assert inside is not None
    assert hashlib.sha256(inside).hexdigest() in words_of(saved(tmp_path, data))
    assert read_record(data) == signed()


def test_a_child_process_seals_and_neither_key_nor_passphrase_is_shown() -> None:
    data = made(signed(), "pdf", NOW, Handout(), Extras(), threading.Event(), FITTING)
    assert b"/ByteRange" in data
    assert SECRET not in repr(FITTING)
    assert SECRET.encode() not in data


@pytest.mark.parametrize(
    ("wish", "words"),
    [
        (SealWish(key_file(), "wrong"), "does not open the certificate file. Type it again"),
        (SealWish(key_file(), ""), "does not open"),
        (SealWish(b"nothing of the kind", SECRET), "Choose a PKCS#12 file"),
        (SealWish(b"", SECRET), "Choose a PKCS#12 file"),
        (SealWish(key_file(since=-30, until=-2), SECRET), "expired on"),
        (SealWish(key_file(since=2), SECRET), "not yet"),
        (SealWish(key_file("rsa", signs=False), SECRET), "for encryption only"),
        (SealWish(key_file(has_key=False), SECRET), "no private key"),
        (SealWish(key_file("short"), SECRET), "too weak"),
        (SealWish(key_file("ed"), SECRET), "Keys of that kind"),
    ],
)
def test_a_certificate_that_may_not_seal_has_a_sentence_of_its_own(
    wish: SealWish, words: str
) -> None:
    with pytest.raises(SealRefused, match=words) as refused:
        report(wish)
    assert SECRET not in str(refused.value)
    assert str(refused.value).endswith(".")


def test_a_draft_and_the_one_page_summary_carry_no_seal() -> None:
    with pytest.raises(SealRefused, match="Sign it off first"):
        sealed_report(with_meeting(), now=NOW, handout=Handout(), extras=Extras(), wish=FITTING)
    with pytest.raises(SealRefused, match="carries no seal"):
        report(edition=Edition.EXTERNAL)
