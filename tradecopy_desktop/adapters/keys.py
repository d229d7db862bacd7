"""The keys by which terminals prove who they are. Never stores one."""

import hmac
import secrets
from hashlib import sha256

_KEY_BYTES = 32


def make_key() -> str:
    """Return a new key: 256 random bits in characters that a file and a header can hold."""
    return secrets.token_urlsafe(_KEY_BYTES)


def hash_key(key: str) -> str:
    """Return what the database keeps of a key: its SHA-256 in hexadecimal."""
    # No salt and no slow hash: those slow down guessing, and nobody guesses 256 random bits.
    return sha256(key.encode()).hexdigest()


def key_fits(key: str, key_hash: str) -> bool:
    """Tell whether `key` is the one that `key_hash` was made of, in a time that tells nothing."""
    return hmac.compare_digest(hash_key(key).encode(), key_hash.encode())
