"""The program's log file: bounded in size, without secrets, written by a thread of its own."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from logging.handlers import QueueHandler, QueueListener, RotatingFileHandler
from pathlib import Path
from queue import SimpleQueue
from typing import Final

from tradecopy_desktop.domain.scrubbing import scrub

FOLDER: Final = "logs"
NAME: Final = "tradecopy.log"
FORM: Final = "%(asctime)s %(levelname)s %(name)s: %(message)s"
# Five files of 2 MB hold weeks, and no disk is filled by them.
_BYTES: Final = 2 * 2**20
_OLDER: Final = 4


class ScrubbingFormatter(logging.Formatter):
    """Writes a record, its traceback included, without what looks like a secret."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the record as a text."""
        return scrub(super().format(record))


@contextmanager
def logging_to_file(
    data_dir: Path, *, level: int = logging.INFO, most_bytes: int = _BYTES
) -> Iterator[Path]:
    """Write the log below `data_dir` as well; at the end everything is in the file.

    Where no file can be written, the program runs without one.
    """
    file = data_dir / FOLDER / NAME
    root = logging.getLogger()
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        writer = RotatingFileHandler(
            file, maxBytes=most_bytes, backupCount=_OLDER, encoding="utf-8"
        )
    except OSError as error:
        root.warning("no log file can be written to %s: %s", file, error)
        yield file
        return
    writer.setFormatter(ScrubbingFormatter(FORM))
    # The loop must not wait for a disk: a thread writes.
    queue: SimpleQueue[logging.LogRecord] = SimpleQueue()
    hand_over = QueueHandler(queue)
    hand_over.setLevel(level)
    listener = QueueListener(queue, writer)
    before = root.level
    root.setLevel(min(before, level))
    root.addHandler(hand_over)
    listener.start()
    try:
        yield file
    finally:
        root.removeHandler(hand_over)
        root.setLevel(before)
        listener.stop()
        writer.close()


def log_tail(data_dir: Path, most_bytes: int = 200_000) -> str:
    """Return the last whole lines of the log file, or why there are none."""
    file = data_dir / FOLDER / NAME
    try:
        with file.open("rb") as log:
            size = log.seek(0, 2)
            log.seek(max(0, size - most_bytes))
            # Windows ends lines in its own way; what is made of them ends them in one.
            text = log.read().decode("utf-8", errors="replace").replace("\r\n", "\n")
    except OSError as error:
        return f"the log file could not be read: {error}\n"
    return text if size <= most_bytes else text.partition("\n")[2]
