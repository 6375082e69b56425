"""What is needed to seal a report, and what its page says of the seal."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

# Stands among the keywords of a sealed file.
SEALED_WORD = "sealed by certificate"
LARGEST_KEY = 1024 * 1024


@dataclass(frozen=True)
class SealWish:
    """A PKCS#12 file's content and its passphrase, for one export; neither is ever shown."""

    key: bytes = field(repr=False)
    passphrase: str = field(repr=False)


class SealMark(NamedTuple):
    """Whose certificate it is, who issued it, the SHA-256 of it in hex, and when it sealed."""

    name: str
    issuer: str
    fingerprint: str
    at: datetime

    @property
    def is_self_made(self) -> bool:
        """Whether nobody but the signer vouches for it."""
        return self.name == self.issuer
