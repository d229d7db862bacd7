"""Reads the small text files of terminals, whatever they are encoded in. Never writes one."""

import codecs
from pathlib import Path
from typing import Final

# What the program reads of a terminal is small; anything longer is not what it looks for.
_MOST_BYTES: Final = 1_048_576
_MARKS: Final = (
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (codecs.BOM_UTF8, "utf-8"),
)

Sections = dict[str, dict[str, str]]


def read_text(file: Path, *, most: int = _MOST_BYTES) -> str | None:
    """Return what a file says, None where it is not there, not readable, or over `most` bytes."""
    try:
        with file.open("rb") as opened:
            content = opened.read(most + 1)
    except (OSError, ValueError):
        return None
    return None if len(content) > most else decode(content)


def decode(content: bytes) -> str:
    """Return the text of a terminal's file: UTF-16 with or without its mark, UTF-8 or ANSI."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return content[len(mark) :].decode(encoding, "replace")
    # Every second byte of Western text is zero in UTF-16.
    if b"\0" in content[1:64:2]:
        return content.decode("utf-16-le", "replace")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def read_sections(file: Path) -> Sections:
    """Return the values of an ini file by section and name, in lower case; {} for no such file."""
    sections: Sections = {}
    present = sections.setdefault("", {})
    for raw in (read_text(file) or "").splitlines():
        line = raw.strip()
        if line.startswith("[") and line.endswith("]"):
            present = sections.setdefault(line[1:-1].strip().lower(), {})
        elif "=" in line and not line.startswith(";"):
            name, _, value = line.partition("=")
            present[name.strip().lower()] = value.strip()
    return sections
