"""Certificates made for tests, each with its key in a PKCS#12 file."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import pkcs12

NOW = datetime.now(UTC).replace(microsecond=0)
SECRET = "käse & Brot"


@cache
def private(kind: str) -> Any:
    """A key: "ec", "rsa", "short" or "ed"."""
    if kind == "ed":
        return ed25519.Ed25519PrivateKey.generate()
    if kind == "ec":
        return ec.generate_private_key(ec.SECP256R1())
    return rsa.generate_private_key(65537, 2048 if kind == "rsa" else 1024)


@cache
def key_file(
    kind: str = "ec",
    *,
    since: int = -1,
    until: int = 365,
    signs: bool = True,
    has_key: bool = True,
    name: str = "Marta Lind",
) -> bytes:
    """A PKCS#12 file locked with SECRET; ``since`` and ``until`` are days from now."""
    key = private(kind)
    named = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    use = x509.KeyUsage(
        digital_signature=signs, content_commitment=signs, key_encipherment=not signs,
        data_encipherment=not signs, key_agreement=False, key_cert_sign=False, crl_sign=False,
        encipher_only=False, decipher_only=False,
    )  # fmt: skip
    made = (
        x509.CertificateBuilder()
        .subject_name(named)
        .issuer_name(named)
        .public_key(key.public_key())
        .serial_number(7)
        .not_valid_before(NOW + timedelta(days=since))
        .not_valid_after(NOW + timedelta(days=until))
        .add_extension(use, critical=True)
        .sign(key, None if kind == "ed" else hashes.SHA256())
    )
    lock = serialization.BestAvailableEncryption(SECRET.encode())
    if not has_key:
        return pkcs12.serialize_key_and_certificates(None, None, None, [made], lock)
    return pkcs12.serialize_key_and_certificates(b"key", key, made, None, lock)
