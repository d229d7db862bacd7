"""The stored form of what a guard remembers. Remembers nothing itself.

The text has every field of the memory. A field that this program does not know is an error: it may
be what keeps an account locked.
"""

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from decimal import Decimal
from typing import Final

import msgspec

from tradecopy_desktop.domain.errors import TradeCopyError
from tradecopy_desktop.domain.guarding import GuardMemory

MEMORY_VERSION: Final = 1


class _Version(msgspec.Struct, frozen=True):
    version: int


class MemoryForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A stored GuardMemory."""

    version: int
    of: GuardMemory


def text_of_memory(memory: GuardMemory) -> str:
    """Return what a guard remembers as text."""
    return _encoder.encode(MemoryForm(MEMORY_VERSION, memory)).decode()


def memory_of_text(text: str, of: str) -> GuardMemory:
    """Return what a guard remembers; raise TradeCopyError, which names `of`, if it is nothing."""
    try:
        version = _version_decoder.decode(text).version
        # First, since of a later form hardly anything else could be said.
        if version != MEMORY_VERSION:
            known = f"this program knows {MEMORY_VERSION} alone"
            raise _unreadable(of, f"it is of version {version}, and {known}")
        memory = _decoder.decode(text).of
    except ValueError as e:
        raise _unreadable(of, str(e)) from e
    for fault in _faults(memory, text):
        raise _unreadable(of, fault)
    return memory


def _faults(memory: GuardMemory, text: str) -> Iterator[str]:
    yield from _unknown(msgspec.json.decode(text), msgspec.json.decode(text_of_memory(memory)))
    yield from _no_numbers(asdict(memory))


def _unknown(found: object, known: object) -> Iterator[str]:
    """Yield every field of `found` that is none of `known`."""
    if isinstance(found, dict) and isinstance(known, dict):
        for name, value in found.items():
            if name in known:
                yield from _unknown(value, known[name])
            else:
                yield f"it holds the unknown field {name!r}"


def _no_numbers(value: object) -> Iterator[str]:
    if isinstance(value, Decimal) and not value.is_finite():
        yield f"it holds {value} where a number belongs"
    parts = value.values() if isinstance(value, dict) else value
    if isinstance(parts, Iterable) and not isinstance(parts, str):
        for each in parts:
            yield from _no_numbers(each)


def _unreadable(of: str, why: str) -> TradeCopyError:
    return TradeCopyError(f"the stored memory of the guard of {of} cannot be read: {why}")


_encoder = msgspec.json.Encoder(order="deterministic")
_version_decoder = msgspec.json.Decoder(_Version)
_decoder = msgspec.json.Decoder(MemoryForm)
