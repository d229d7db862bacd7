"""What was written to the journal of intents is there after anything but a power cut."""

import os
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from zlib import crc32

import pytest

from tests.unit.adapters.storage.samples import NOON, event_record, filled, outcome_record
from tradecopy_desktop.adapters.storage.intent_frames import frame, survey
from tradecopy_desktop.adapters.storage.intents_file import DamagedJournalError, IntentsFile
from tradecopy_desktop.domain.errors import TradeCopyError
from tradecopy_desktop.ports import Record

# One sample record takes about 2,000 bytes in the journal.
SMALL = 3_000


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "intents"


def written(path: Path, ordinals: Iterable[int]) -> None:
    journal = IntentsFile(path)
    for ordinal in ordinals:
        journal.write(event_record(ordinal))
    journal.close()


def found(path: Path, after: int = 0) -> list[int]:
    journal = IntentsFile(path)
    try:
        return [record.ordinal for record in journal.pending(after)]
    finally:
        journal.close()


def size(path: Path) -> int:
    return sum(each.stat().st_size for each in files(path))


def files(path: Path) -> Iterator[Path]:
    yield from (path.with_name("intents.1"), path.with_name("intents.2"))


def the_file(path: Path) -> Path:
    [full] = [each for each in files(path) if each.stat().st_size]
    return full


def test_journal_when_new_then_holds_nothing(path: Path) -> None:
    assert found(path) == []


def test_records_when_the_program_starts_again_then_are_as_they_were(path: Path) -> None:
    records: list[Record] = [event_record(1), outcome_record(2, filled(31, seq=1))]
    first = IntentsFile(path)
    for record in records:
        first.write(record)
    first.close()

    second = IntentsFile(path)

    assert second.pending(0) == records
    second.close()


def test_pending_when_asked_after_an_ordinal_then_leaves_out_what_came_before(path: Path) -> None:
    written(path, [1, 2, 3, 4])

    assert found(path, after=2) == [3, 4]


def test_record_when_written_then_is_in_the_file_before_write_returns(path: Path) -> None:
    journal = IntentsFile(path)
    journal.write(event_record(1))

    # Another reader, while the journal is open.
    assert b'"copy-r1-1"' in the_file(path).read_bytes()
    journal.close()


def test_record_when_written_then_says_its_version_so_that_an_earlier_program_refuses_it(
    path: Path,
) -> None:
    written(path, [1])

    # Byte 4, behind the marker.
    assert the_file(path).read_bytes()[4] == 2


def test_record_when_its_ordinal_does_not_rise_then_is_refused(path: Path) -> None:
    journal = IntentsFile(path)
    journal.write(event_record(5))

    with pytest.raises(ValueError, match="ordinal must be above 5, was 5"):
        journal.write(event_record(5))
    journal.close()


def test_ordinal_when_the_program_starts_again_then_still_has_to_rise(path: Path) -> None:
    written(path, [1, 2])
    journal = IntentsFile(path)

    with pytest.raises(ValueError, match="ordinal must be above 2, was 1"):
        journal.write(event_record(1))
    journal.close()


def test_file_when_all_of_it_is_stored_and_it_is_large_then_is_emptied(path: Path) -> None:
    journal = IntentsFile(path, full_bytes=SMALL)
    for ordinal in (1, 2, 3):
        journal.write(event_record(ordinal))

    journal.forget(3)

    assert size(path) == 0
    journal.close()


def test_file_when_small_then_is_not_emptied_for_every_record(path: Path) -> None:
    journal = IntentsFile(path)
    journal.write(event_record(1))

    journal.forget(1)

    assert size(path) > 0
    journal.close()


def test_records_when_not_stored_yet_then_outlive_what_is_forgotten(path: Path) -> None:
    journal = IntentsFile(path, full_bytes=SMALL)
    for ordinal in range(1, 41):
        journal.write(event_record(ordinal))
        # The ledger is always three records behind.
        journal.forget(ordinal - 3)
    journal.close()

    assert found(path, after=37) == [38, 39, 40]
    assert size(path) < 5 * SMALL


def test_records_when_in_both_files_then_are_given_in_order(path: Path) -> None:
    journal = IntentsFile(path, full_bytes=SMALL)
    journal.write(event_record(1))
    journal.write(event_record(2))
    journal.forget(0)
    journal.write(event_record(3))
    journal.close()
    assert all(each.stat().st_size for each in files(path))

    assert found(path) == [1, 2, 3]


def test_file_when_the_program_starts_again_then_the_one_written_last_goes_on(path: Path) -> None:
    first = IntentsFile(path, full_bytes=SMALL)
    first.write(event_record(1))
    first.write(event_record(2))
    first.forget(0)
    first.write(event_record(3))
    first.close()
    second = IntentsFile(path, full_bytes=SMALL)

    second.write(event_record(4))
    second.forget(2)
    second.close()

    assert found(path) == [3, 4]


@pytest.mark.parametrize("left", [1, 3, 4, 20, 21, 22, 500, -1])
def test_last_record_when_torn_then_is_ignored_and_writing_goes_on(path: Path, left: int) -> None:
    written(path, [1])
    file = the_file(path)
    whole = file.read_bytes()
    written(path, [2])
    both = file.read_bytes()
    # What a process leaves that is killed in the middle of its second write.
    file.write_bytes(both[: len(whole) + left] if left > 0 else both[:left])

    assert found(path) == [1]
    written(path, [2, 3])
    assert found(path) == [1, 2, 3]


def test_first_record_when_torn_then_is_ignored(path: Path) -> None:
    written(path, [1])
    file = the_file(path)
    file.write_bytes(file.read_bytes()[:10])

    assert found(path) == []


def test_tail_when_a_power_cut_left_zeros_then_is_ignored(path: Path) -> None:
    written(path, [1])
    with the_file(path).open("ab") as file:
        file.write(b"\0" * 700)

    assert found(path) == [1]


@pytest.mark.parametrize("offset", [0, 5, 12, 15, 18, 200])
def test_record_when_damaged_before_others_then_is_told_and_set_aside(
    path: Path, offset: int
) -> None:
    written(path, [1])
    file = the_file(path)
    second = file.stat().st_size
    written(path, [2, 3])
    damaged = bytearray(file.read_bytes())
    damaged[second + offset] ^= 0x10
    file.write_bytes(damaged)

    with pytest.raises(TradeCopyError, match=r"2 records of it could be read .*\.damaged-1"):
        IntentsFile(path)

    assert file.with_name(f"{file.name}.damaged-1").read_bytes() == bytes(damaged)
    # What could be read is there at the next start.
    assert found(path) == [1, 3]


def test_file_when_damaged_twice_then_the_first_one_is_kept(path: Path) -> None:
    path.parent.mkdir()
    first = next(files(path))
    for content in (b"nonsense", b"other nonsense"):
        first.write_bytes(content)
        with pytest.raises(TradeCopyError, match="is damaged, 0 records"):
            IntentsFile(path)

    assert first.with_name("intents.1.damaged-1").read_bytes() == b"nonsense"
    assert first.with_name("intents.1.damaged-2").read_bytes() == b"other nonsense"
    assert found(path) == []


def test_record_when_of_a_newer_version_then_is_refused_and_kept(path: Path) -> None:
    written(path, [1])
    file = the_file(path)
    content = bytearray(file.read_bytes())
    # Byte 4 is the version; the check sum over it and all that follows is made anew.
    content[4] = 9
    _sum_anew(content)
    file.write_bytes(content)
    journal = IntentsFile(path)

    with pytest.raises(TradeCopyError, match="record 1 of a newer version"):
        journal.pending(0)

    journal.close()
    assert file.read_bytes() == bytes(content)


def _sum_anew(content: bytearray) -> None:
    content[17:21] = crc32(content[21:], crc32(content[4:13])).to_bytes(4, "big")


def test_journal_when_its_folder_cannot_be_made_then_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    with pytest.raises(TradeCopyError, match="the journal of intents was not opened"):
        IntentsFile(tmp_path / "file" / "intents")


def test_write_when_the_journal_is_closed_then_is_refused(path: Path) -> None:
    journal = IntentsFile(path)
    journal.close()
    journal.close()

    with pytest.raises(RuntimeError, match="after it was closed"):
        journal.write(event_record(1))


FULL_DISK = """
import resource, signal, sys
from datetime import timedelta
from pathlib import Path
from tests.unit.adapters.storage.samples import event_record
from tradecopy_desktop.adapters.storage.intents_file import IntentsFile
from tradecopy_desktop.domain.errors import TradeCopyError

journal = IntentsFile(Path(sys.argv[1]))
journal.write(event_record(1))
# No file may grow beyond this: the next record fits in half, the one after it not at all.
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (3_000, resource.RLIM_INFINITY))
for _ in range(2):
    try:
        journal.write(event_record(2))
    except TradeCopyError as e:
        print(e)
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
journal.write(event_record(2))
"""


def test_w6_journal_when_a_whole_record_cannot_be_understood_then_it_alone_is_set_aside(
    path: Path,
) -> None:
    journal = IntentsFile(path)
    for ordinal in (1, 2, 3):
        journal.write(event_record(ordinal))
    journal.close()
    file = next(each for each in path.parent.iterdir() if each.stat().st_size)
    content = file.read_bytes()
    parts = [content[each.start : each.end] for each in survey(content).frames]
    spoiled = parts[0] + frame(2, b'{"form":"dream"}') + parts[2]
    file.write_bytes(spoiled)

    with pytest.raises(DamagedJournalError, match="2 records of it could be read"):
        IntentsFile(path)

    assert file.with_name(f"{file.name}.damaged-1").read_bytes() == spoiled
    again = IntentsFile(path)
    assert [record.ordinal for record in again.pending(0)] == [1, 3]
    again.close()


@pytest.mark.skipif(os.name == "nt", reason="Windows limits no file's size")
def test_write_when_the_disk_is_full_then_says_so_and_spoils_nothing(path: Path) -> None:
    said = subprocess.run(
        [sys.executable, "-c", FULL_DISK, str(path)], capture_output=True, text=True, check=True
    ).stdout.splitlines()

    assert len(said) == 2
    assert all("closes go on, openings wait" in line for line in said)
    assert found(path) == [1, 2]


def test_times_when_written_then_come_back_in_utc(path: Path) -> None:
    written(path, [1])
    journal = IntentsFile(path)

    [record] = journal.pending(0)

    assert record.decided_at.utcoffset() == NOON.utcoffset()
    assert record.decided_at.isoformat() == "2025-03-14T12:00:00.251000+00:00"
    journal.close()
