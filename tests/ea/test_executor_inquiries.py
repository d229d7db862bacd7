"""What an executor knows of an id, a copy, a position or an order, and whether that is all."""

from pathlib import Path

import pytest

from tests.ea.conftest import Programs
from tests.ea.executing import (
    HEDGING,
    KINDS,
    OTHER_COPY,
    OTHER_ID,
    by_kind,
    executor,
    journal_in,
    placing,
    told,
)
from tests.ea.instructions import COPY, OPENING, opening, target
from tests.ea.scripted_bridge import Frame, Visit


async def found(visit: Visit, by: str, value: str) -> Frame:
    """Return the answer to an inquiry."""
    await visit.send(type="inquire", request="5", by=by, value=value)
    return await visit.expect("found")


def shown(answer: Frame) -> tuple[str, int, int, int]:
    """Return how an instruction stands, and how many positions, orders and ends are shown."""
    lists = (answer["positions"], answer["pendings"], answer["closed"])
    positions, pendings, closed = (len(items) for items in lists)
    return (answer["journal"], positions, pendings, closed)


@pytest.mark.parametrize("kind", KINDS)
async def test_inquiry_when_a_copy_is_open_then_finds_it_by_each_of_its_names(
    programs: Programs, tmp_path: Path, kind: str
) -> None:
    async with executor(programs, kind, tmp_path) as (visit, now):
        await visit.until_whole()
        await told(visit, opening())
        now.order("open SYM2 buy 0.10")
        await now.until(lambda book: len(book.positions) == 2)
        answers = [
            await found(visit, by, value)
            for by, value in (
                ("id", OPENING),
                ("copy", COPY),
                ("position", "1001"),
                ("order", "1001"),
            )
        ]
        by_hand = await found(visit, "position", str(now.book.positions[1].ticket))

    assert [shown(answer) for answer in answers] == [("done", 1, 0, 0)] * 4
    assert [answer["sure"] for answer in answers] == [True] * 4
    assert {answer["positions"][0]["link"]["copy"] for answer in answers} == {COPY}
    assert shown(by_hand) == ("none", 1, 0, 0)
    assert by_hand["positions"][0]["link"] is None


@pytest.mark.parametrize("kind", KINDS)
async def test_inquiry_when_a_copy_waits_or_has_ended_then_shows_it_there(
    programs: Programs, tmp_path: Path, kind: str
) -> None:
    async with executor(programs, kind, tmp_path) as (visit, _):
        await visit.until_whole()
        await told(visit, opening())
        await told(visit, target(2, "0"))
        await told(visit, placing(id=OTHER_ID, copy=OTHER_COPY, magic="4711"))
        ended = await found(visit, "copy", COPY)
        waits = await found(visit, "id", OTHER_ID)
        order = await found(visit, "order", waits["pendings"][0]["ticket"])

    assert (shown(ended), ended["sure"]) == (("done", 0, 0, 1), True)
    assert (shown(waits), waits["sure"]) == (("done", 0, 1, 0), True)
    assert (shown(order), order["sure"]) == (("done", 0, 1, 0), True)
    assert ended["closed"][0]["link"]["id"] == OPENING


@pytest.mark.parametrize("kind", KINDS)
async def test_inquiry_when_an_id_is_void_or_in_doubt_then_says_so(
    programs: Programs, tmp_path: Path, kind: str
) -> None:
    async with executor(programs, kind, tmp_path) as (visit, now):
        # An account that begins with a deposit shows all of its history.
        now.order("deposit 100")
        await visit.until_whole()
        now.order(f"refuse {by_kind(kind, 128, 10012)}")
        await told(visit, opening())
        doubtful = await found(visit, "id", OPENING)
        by_copy = await found(visit, "copy", COPY)
        await told(visit, {"type": "void", "id": OPENING})
        void = await found(visit, "id", OPENING)
        never = await found(visit, "id", OTHER_ID)

    answers = (doubtful, by_copy, void, never)
    assert [answer["journal"] for answer in answers] == ["intent", "intent", "void", "none"]
    assert [answer["sure"] for answer in answers] == [True] * 4


@pytest.mark.parametrize("kind", HEDGING)
async def test_inquiry_when_the_list_is_not_whole_yet_then_is_not_sure(
    programs: Programs, tmp_path: Path, kind: str
) -> None:
    async with executor(programs, kind, tmp_path) as (visit, _):
        early = await found(visit, "id", OPENING)

    assert early["sure"] is False


@pytest.mark.parametrize("kind", HEDGING)
async def test_inquiry_when_the_journal_is_damaged_then_is_not_sure(
    programs: Programs, tmp_path: Path, kind: str
) -> None:
    async with executor(programs, kind, tmp_path) as (visit, _):
        await told(visit, opening())
    journal = journal_in(tmp_path)
    journal.write_text("nonsense\n" + journal.read_text(encoding="utf-8"), encoding="utf-8")
    async with executor(programs, kind, tmp_path) as (visit, _):
        await visit.until_whole()
        answer = await found(visit, "id", OPENING)

    assert (shown(answer), answer["sure"]) == (("done", 1, 0, 0), False)


@pytest.mark.parametrize("history", ["all", "hidden", "none"])
async def test_mt4_inquiry_when_closed_orders_are_not_shown_then_is_not_sure_of_an_end(
    programs: Programs, tmp_path: Path, history: str
) -> None:
    async with executor(programs, "mt4", tmp_path, SIM_HISTORY=history) as (visit, now):
        now.order("deposit 100")
        await visit.until_whole()
        await told(visit, opening())
        held = await found(visit, "copy", COPY)
        await told(visit, target(2, "0"))
        ended = await found(visit, "copy", COPY)
        never = await found(visit, "id", OTHER_ID)

    # What is open is shown whatever the history shows.
    assert held["sure"] is True
    assert [ended["sure"], never["sure"]] == [history == "all"] * 2
