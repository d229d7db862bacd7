"""A trader's own ticket that looks like the rest of a copy: same symbol, side, price and second.

The rest of a partly closed ticket keeps no comment here, so that only evidence can tell.
"""

from pathlib import Path

import pytest

from tests.ea.conftest import Programs
from tests.ea.executing import executor, told
from tests.ea.instructions import COPY, opening, target
from tests.ea.monitors import MT4, kinds, monitor
from tests.ea.scripted_bridge import Frame

KEPT = ["magic", "nothing"]


def shown_in(snapshot: Frame) -> list[tuple[str, str, str | None]]:
    """Return id, ticket and copy of each position."""
    return [(p["id"], p["ticket"], p["link"] and p["link"]["copy"]) for p in snapshot["positions"]]


@pytest.mark.parametrize("kept", KEPT)
async def test_twin_when_it_came_just_before_the_partial_close_then_stays_a_trade_of_its_own(
    programs: Programs, tmp_path: Path, kept: str
) -> None:
    async with executor(programs, "mt4", tmp_path, SIM_REMAINDER=kept) as (visit, now):
        await visit.until_whole()
        await told(visit, opening())
        # Nobody saw 1002 before 1003, the rest, was there as well.
        now.order("race twin 1001 0.40")
        reduced = await told(visit, target(2, "0.40"))
        events = await visit.events(2)
        before = await visit.snapshot()
        closed = await told(visit, target(3, "0"))
        await now.until_lots("0.40")

    assert [reduced["remaining"], closed["remaining"]] == ["0.4", "0"]
    assert sorted(shown_in(before)) == [("1001", "1003", COPY), ("1002", "1002", None)]
    assert kinds(events) == ["partly_closed", "opened"]
    assert [held.ticket for held in now.book.positions] == [1002]


@pytest.mark.parametrize("kept", KEPT)
async def test_twin_when_the_rest_is_not_shown_yet_then_is_not_taken_for_it(
    programs: Programs, tmp_path: Path, kept: str
) -> None:
    async with executor(programs, "mt4", tmp_path, SIM_REMAINDER=kept) as (visit, now):
        await visit.until_whole()
        await told(visit, opening())
        now.order("twin 1001 0.40")
        await visit.events(2)
        # The list shows its first entry alone: that is the twin once 1001 has ended.
        now.order("race show 1")
        await told(visit, target(2, "0.40"))
        now.order("show -1")
        (reduced,) = await visit.events(1)
        shown = await visit.snapshot()

    assert (reduced["kind"], reduced["position"]["ticket"]) == ("partly_closed", "1003")
    assert sorted(shown_in(shown)) == [("1001", "1003", COPY), ("1002", "1002", None)]


@pytest.mark.parametrize("kept", KEPT)
async def test_twins_when_each_is_partly_closed_then_each_has_the_rest_of_its_own(
    programs: Programs, tmp_path: Path, kept: str
) -> None:
    async with monitor(programs, MT4, tmp_path, SIM_REMAINDER=kept) as (visit, now):
        now.order("open EURUSD buy 1.00\ntwin 1001 1.00")
        await visit.events(2)
        now.order("close 1001 0.60\nclose 1002 0.60")
        events = await visit.events(2)
        shown = await visit.snapshot()

    assert kinds(events) == ["partly_closed", "partly_closed"]
    assert [event["position"]["id"] for event in events] == ["1001", "1002"]
    assert sorted(shown_in(shown)) == [("1001", "1003", None), ("1002", "1004", None)]


async def test_chain_when_its_rest_is_known_then_is_still_known_after_a_restart(
    programs: Programs, tmp_path: Path
) -> None:
    settings = {"SIM_REMAINDER": "nothing"}
    async with executor(programs, "mt4", tmp_path, **settings) as (visit, now):
        await visit.until_whole()
        await told(visit, opening())
        now.order("race twin 1001 0.40")
        await told(visit, target(2, "0.40"))
    async with executor(programs, "mt4", tmp_path, **settings) as (visit, now):
        shown = await visit.until_whole()
        await told(visit, target(3, "0"))
        await now.until_lots("0.40")

    assert sorted(shown_in(shown)) == [("1001", "1003", COPY), ("1002", "1002", None)]
    assert [held.ticket for held in now.book.positions] == [1002]
