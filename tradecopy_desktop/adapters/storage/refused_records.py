"""The file for records that the database refuses. Only ever added to; nothing reads it back.

A line is a JSON object: when it was set aside, the ordinal, why, and the record as the journal
writes it.
"""

import json
import os
from datetime import datetime
from pathlib import Path

from tradecopy_desktop.adapters.storage.codec import encode_record
from tradecopy_desktop.ports import Record


def refused_file_of(database: Path) -> Path:
    """Return where the refused records of a database are kept: beside it."""
    return database.with_name(f"{database.stem}.refused.jsonl")


def set_record_aside(path: Path, record: Record, why: str, at: datetime) -> None:
    """Add a record to the file and wait until it is on the disk; raise OSError if it is not."""
    line = json.dumps(
        {
            "at": at.isoformat(timespec="seconds"),
            "ordinal": record.ordinal,
            "why": why,
            "record": _readable(record),
        },
        ensure_ascii=False,
    )
    with path.open("a", encoding="utf-8", newline="\n") as file:
        file.write(f"{line}\n")
        file.flush()
        os.fsync(file.fileno())


def _readable(record: Record) -> object:
    try:
        return json.loads(encode_record(record))
    except (ValueError, TypeError, NotImplementedError):
        # What has no stored form is at least described.
        return repr(record)
