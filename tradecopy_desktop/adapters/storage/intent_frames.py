"""How records lie in the journal of intents: frames that show whether they are whole. No files.

    marker 4 bytes, version 1, ordinal 8, length 4, CRC-32 4, content

Numbers are big-endian; the CRC is that of version, ordinal and content. A frame that was torn by
the end of a process can only be the last one.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from zlib import crc32

from tradecopy_desktop.adapters.storage.codec import CODEC_VERSION
from tradecopy_desktop.domain.errors import TradeCopyError

MARKER: Final = b"\xabTCI"
_HEADER: Final = struct.Struct(">4sBQII")
_SUMMED: Final = struct.Struct(">BQ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """One record in the journal; it lies between `start` and `end`."""

    version: int
    ordinal: int
    content: bytes
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """What a journal holds. `intact` is the length up to which nothing is wrong.

    `damaged` tells that readable records follow behind something unreadable.
    """

    frames: tuple[Frame, ...]
    intact: int
    damaged: bool


def frame(ordinal: int, content: bytes) -> bytes:
    """Return a record's content as the journal holds it."""
    total = crc32(content, crc32(_SUMMED.pack(CODEC_VERSION, ordinal)))
    return _HEADER.pack(MARKER, CODEC_VERSION, ordinal, len(content), total) + content


def survey(journal: bytes) -> Survey:
    """Return every whole record of a journal, and whether something before the end is damaged."""
    frames: list[Frame] = []
    intact = 0
    damaged = False
    for found in _whole_frames(journal):
        damaged = damaged or found.start != (frames[-1].end if frames else 0)
        frames.append(found)
        intact = intact if damaged else found.end
    return Survey(frames=tuple(frames), intact=intact, damaged=damaged)


def check_version(found: Frame) -> None:
    """Raise TradeCopyError if a record was written by a newer version of the program."""
    if found.version > CODEC_VERSION:
        raise TradeCopyError(
            f"the journal of intents holds record {found.ordinal} of a newer version of "
            "TradeCopy Desktop: install that version again"
        )


def _whole_frames(journal: bytes) -> Iterator[Frame]:
    start = journal.find(MARKER)
    while start >= 0:
        found = _frame_at(journal, start)
        if found is not None:
            yield found
        start = journal.find(MARKER, found.end if found else start + 1)


def _frame_at(journal: bytes, start: int) -> Frame | None:
    begin = start + _HEADER.size
    if begin > len(journal):
        return None
    _, version, ordinal, length, total = _HEADER.unpack_from(journal, start)
    content = journal[begin : begin + length]
    whole = len(content) == length
    if not whole or crc32(content, crc32(_SUMMED.pack(version, ordinal))) != total:
        return None
    end = begin + length
    return Frame(version=version, ordinal=ordinal, content=content, start=start, end=end)
