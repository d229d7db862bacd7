"""The executor's journal: what it keeps, for how long, and that it does not grow for ever."""

import time
from collections.abc import Iterable
from pathlib import Path

import pytest

from tests.ea.conftest import Programs
from tests.ea.executing import KINDS, OTHER_COPY, executor, journal_in, other_opening, told
from tests.ea.instructions import COPY, OPENING, opening, target

DAY_S = 86_400
OLD_ID = "e1d00000000000000000000000000000"
IDS = [(OPENING, "4718"), (OLD_ID, "4719")]
NAMES = "=gold\t=1001@Master-Demo\t=77"


def today() -> int:
    """Return the number of this day since 1970."""
    return int(time.time()) // DAY_S


def settled(instruction: str, copy: str, magic: int) -> list[str]:
    """Return the journal's lines of an opening that was filled as ticket 900."""
    about = f"{instruction}\t{copy}\t1"
    return [
        f"INTENT\t{about}\topen\tEURUSD\tbuy\t1.00\t{magic}\t{NAMES}",
        f"DONE\t{about}\tfilled\t=10009\t=900\t=",
    ]


def many(day: int, count: int) -> list[str]:
    """Return lines of so many openings of one day, each with a stored report."""
    lines = [f"DAY\t{day}"]
    for number in range(count):
        instruction = f"{day:08x}{number:024x}"
        lines += settled(instruction, f"c{instruction[1:]}", 5_000_000 + day * 10_000 + number)
        lines.append(f'REPORT\t{{"type":"report","n":"{number + 1}","id":"{instruction}"}}')
    return lines


def write(journal: Path, lines: Iterable[str]) -> None:
    """Put lines before what stands in a journal."""
    text = "".join(f"{line}\n" for line in lines)
    journal.write_text(text + journal.read_text(encoding="utf-8"), encoding="utf-8")


@pytest.mark.parametrize("kind", KINDS)
async def test_journal_when_long_then_loses_what_is_old_and_held_by_nobody(
    programs: Programs, tmp_path: Path, kind: str
) -> None:
    async with executor(programs, kind, tmp_path) as (visit, _):
        await told(visit, opening())
    journal = journal_in(tmp_path)
    held = journal.read_text(encoding="utf-8").replace(f"DAY\t{today()}", f"DAY\t{today() - 90}")
    journal.write_text(held, encoding="utf-8")
    write(journal, [*many(today() - 31, 400), *many(today() - 29, 400)])
    async with executor(programs, kind, tmp_path, report_after="400") as (visit, _):
        await visit.until_whole()
        await told(visit, other_opening())
        # The file is looked at in a turn after the list is whole.
        await told(visit, target(2, "0.60"))
        lines = journal.read_text(encoding="utf-8").splitlines()
    young = [line for line in lines if line.startswith(f"INTENT\t{today() - 29:08x}")]
    old = [line for line in lines if line.startswith(f"INTENT\t{today() - 31:08x}")]
    async with executor(programs, kind, tmp_path) as (visit, now):
        # Route and source of a position are known from the journal alone.
        links = [held["link"]["id"] for held in (await visit.snapshot())["positions"]]
        again = await told(visit, opening())
        late = await told(visit, target(1, "0.10"))

    assert (len(young), len(old)) == (400, 0)
    # 90 days old, and its position is still open.
    assert OPENING in links
    assert (again["outcome"], again["remaining"]) == ("already_done", "0.6")
    assert (late["outcome"], late["code"]) == ("refused", "stale")
    assert len(now.book.deals) == 3


@pytest.mark.parametrize("kind", KINDS)
async def test_copy_when_it_ended_lately_then_its_old_opening_is_kept_with_it(
    programs: Programs, tmp_path: Path, kind: str
) -> None:
    opened = f"DAY\t{today() - 40}"
    closed = f"{2:032x}\t{COPY}\t2"
    ended = [
        f"DAY\t{today() - 5}",
        f"INTENT\t{closed}\tset_volume\tEURUSD\tbuy\t0\t0\t=\t=\t=",
        f"DONE\t{closed}\tfilled\t=\t=\t=",
    ]
    journal = tmp_path / "files/TradeCopy/journal-2001-Follower-Demo.txt"
    journal.parent.mkdir(parents=True)
    journal.write_text("", encoding="utf-8")
    write(journal, [opened, *settled(OPENING, COPY, 1560281089), *ended, *many(today() - 40, 900)])
    async with executor(programs, kind, tmp_path, report_after="900") as (visit, now):
        await visit.until_whole()
        again = await told(visit, target(2, "0"))
        opening_again = await told(visit, opening())
    text = journal.read_text(encoding="utf-8")

    assert [again["outcome"], opening_again["outcome"]] == ["already_done", "already_done"]
    assert (f"INTENT\t{OPENING}" in text, text.count("\n") < 100) == (True, True)
    assert now.book.deals == ()


@pytest.mark.parametrize("kind", KINDS)
async def test_journal_when_shortened_then_reports_go_on_from_their_number(
    programs: Programs, tmp_path: Path, kind: str
) -> None:
    async with executor(programs, kind, tmp_path, report_after="800") as (visit, _):
        first = await told(visit, opening())
    write(journal_in(tmp_path), many(today() - 1, 800))
    async with executor(programs, kind, tmp_path, report_after="801") as (visit, _):
        await visit.until_whole()
        # What is answered after the turn in which the list became whole comes after the shortening.
        await visit.send(type="inquire", request="9", by="id", value=OPENING)
        await visit.expect("found")
    text = journal_in(tmp_path).read_text(encoding="utf-8")
    # A bridge whose memory is gone says that it has stored nothing.
    async with executor(programs, kind, tmp_path) as (visit, _):
        second = await told(visit, target(2, "0.60"))

    assert [first["n"], second["n"]] == ["801", "802"]
    assert "REPORT" not in text
    assert "INTENT" in text


@pytest.mark.parametrize("kind", KINDS)
async def test_void_when_the_journal_was_shortened_then_still_bars_whatever_its_age(
    programs: Programs, tmp_path: Path, kind: str
) -> None:
    async with executor(programs, kind, tmp_path) as (visit, _):
        await told(visit, {"type": "void", "id": OPENING})
    write(journal_in(tmp_path), [*many(today() - 40, 900), f"VOID\t{OLD_ID}"])
    async with executor(programs, kind, tmp_path, report_after="900") as (visit, _):
        await visit.until_whole()
        await told(visit, other_opening())
        await told(visit, target(2, "0", copy=OTHER_COPY))
    text = journal_in(tmp_path).read_text(encoding="utf-8")
    async with executor(programs, kind, tmp_path) as (visit, now):
        barred = [await told(visit, opening(id=i, magic=m)) for i, m in IDS]

    assert [(r["outcome"], r["code"]) for r in barred] == [("refused", "voided")] * 2
    assert text.count("\n") < 100
    assert len(now.book.deals) == 2


@pytest.mark.parametrize("kind", KINDS)
async def test_journal_when_the_terminal_died_while_shortening_then_either_file_serves(
    programs: Programs, tmp_path: Path, kind: str
) -> None:
    async with executor(programs, kind, tmp_path) as (visit, _):
        await told(visit, opening())
    journal = journal_in(tmp_path)
    # The old one is gone, the new one does not have its name yet.
    journal.rename(journal.with_name(f"{journal.name}.new"))
    async with executor(programs, kind, tmp_path) as (visit, now):
        again = await told(visit, opening())
        closed = await told(visit, target(2, "0"))

    assert [again["outcome"], closed["outcome"]] == ["already_done", "filled"]
    assert (again["copy"], journal.exists()) == (COPY, True)
    assert len(now.book.deals) == 2


@pytest.mark.parametrize("kind", KINDS)
async def test_journal_when_a_line_makes_no_sense_then_nothing_is_opened(
    programs: Programs, tmp_path: Path, kind: str
) -> None:
    async with executor(programs, kind, tmp_path) as (visit, _):
        await told(visit, opening())
    journal = journal_in(tmp_path)
    write(journal, ["INTENT\tsomething else"])
    async with executor(programs, kind, tmp_path) as (visit, now):
        refused = await told(visit, other_opening())
        closed = await told(visit, target(2, "0"))

    assert (refused["outcome"], refused["code"]) == ("refused", "not_allowed")
    assert closed["outcome"] == "filled"
    assert len(now.book.deals) == 2
