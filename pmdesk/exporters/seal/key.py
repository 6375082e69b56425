"""Opens a PKCS#12 file and judges whether what is in it may seal a report."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from pmdesk.exporters.seal.refusal import SealRefused, how_to_get, seals_here
from pmdesk.exporters.seal.wish import LARGEST_KEY, SealMark, SealWish

if TYPE_CHECKING:
    from cryptography import x509

_SMALLEST_RSA = 2048
_NO_KEY_FILE = (
    "That is no certificate with its key. Choose a PKCS#12 file; its name ends in .p12 or .pfx."
)


def mark_of(wish: SealWish, now: datetime) -> SealMark:
    """What the page says of a certificate that may seal now.

    Raises SealRefused with a sentence: no such file, wrong passphrase, no key in it, expired,
    not yet valid, for encryption only, of a kind or length that can't be used.
    """
    if not seals_here():
        raise SealRefused(how_to_get())
    private, certificate = _opened(wish)
    _judge(certificate, now)
    _judge_key(private)
    return _mark(certificate, now)


def _opened(wish: SealWish) -> tuple[Any, x509.Certificate]:
    from asn1crypto import pkcs12 as form
    from cryptography.hazmat.primitives.serialization import pkcs12

    try:
        if len(wish.key) > LARGEST_KEY or form.Pfx.load(wish.key)["version"].native != "v3":
            raise SealRefused(_NO_KEY_FILE)
    except (ValueError, TypeError, KeyError) as problem:
        raise SealRefused(_NO_KEY_FILE) from problem
    try:
        secret = wish.passphrase.encode("utf-8") or None
        private, certificate, _ = pkcs12.load_key_and_certificates(wish.key, secret)
    except ValueError:
        # Nothing of the library's words: they might name what was typed.
        raise SealRefused(
            "The passphrase does not open the certificate file. Type it again."
        ) from None
    except Exception:
        raise SealRefused(
            "The certificate file is locked in a way that can't be opened here. Export it again "
            "with AES encryption."
        ) from None
    if private is None:
        raise SealRefused(
            "The file holds no private key, so it can't seal. Export the certificate again "
            "together with its key."
        )
    if certificate is None:
        raise SealRefused("The file holds a key without its certificate, so it can't seal.")
    return private, certificate


def _judge(certificate: x509.Certificate, now: datetime) -> None:
    from cryptography import x509 as form

    until, since = certificate.not_valid_after_utc, certificate.not_valid_before_utc
    if now > until:
        raise SealRefused(
            f"The certificate expired on {until:%Y-%m-%d}. Choose one that is valid now."
        )
    if now < since:
        raise SealRefused(
            f"The certificate is valid from {since:%Y-%m-%d} on, not yet. Choose another one."
        )
    try:
        use = certificate.extensions.get_extension_for_class(form.KeyUsage).value
    except (form.ExtensionNotFound, ValueError):
        return
    if not (use.digital_signature or use.content_commitment):
        raise SealRefused(
            "The certificate is for encryption only, not for signatures. Choose one that may sign."
        )


def _judge_key(private: Any) -> None:
    from cryptography.hazmat.primitives.asymmetric import ec, rsa

    if isinstance(private, rsa.RSAPrivateKey):
        if private.key_size < _SMALLEST_RSA:
            raise SealRefused(
                f"The key has {private.key_size} bits, which is too weak. Choose one with 2,048 "
                "or more."
            )
    elif not isinstance(private, ec.EllipticCurvePrivateKey):
        raise SealRefused("Keys of that kind can't seal a PDF. Choose one with RSA or ECDSA.")


def _mark(certificate: x509.Certificate, now: datetime) -> SealMark:
    from cryptography.hazmat.primitives.hashes import SHA256

    digest = certificate.fingerprint(SHA256()).hex()
    return SealMark(_name(certificate.subject), _name(certificate.issuer), digest, now)


def _name(name: x509.Name) -> str:
    from cryptography.x509.oid import NameOID

    for kind in (NameOID.COMMON_NAME, NameOID.ORGANIZATION_NAME):
        found = name.get_attributes_for_oid(kind)
        if found:
            return str(found[0].value)[:200]
    return name.rfc4514_string()[:200] or "a certificate without a name"
