"""An executor carries out an instruction at most once, whatever it is told again (section 7.3)."""

from pathlib import Path

import pytest

from tests.ea.conftest import Programs
from tests.ea.executing import KINDS, OTHER_ID, executor, journal_in, told
from tests.ea.instructions import COPY, OPENING, opening, target
from tests.ea.scripted_bridge import Frame
from tests.ea.terminal_process import Deal

OPENED_ONCE = (Deal("in", "buy", "1.00"),)


@pytest.mark.parametrize("kind", KINDS)
async def test_opening_when_repeated_after_a_partial_close_then_is_already_done(
    programs: Programs, tmp_path: Path, kind: str
) -> None:
    async with executor(programs, kind, tmp_path) as (visit, now):
        first = await told(visit, opening(sl="1.05", tp="1.20"))
        reduced = await told(visit, target(2, "0.60"))
        again = await told(visit, opening(sl="1.05", tp="1.20"))
        await now.until_lots("0.60")

    assert first["outcome"] == "filled"
    assert (first["remaining"], first["sl"], first["tp"]) == ("1", "1.05", "1.2")
    assert [fill["volume"] for fill in reduced["fills"]] == ["0.4"]
    assert again["outcome"] == "already_done"
    assert again["fills"] == first["fills"]
    assert again["remaining"] == "0.6"
    assert now.book.deals == (*OPENED_ONCE, Deal("out", "sell", "0.40"))


@pytest.mark.parametrize("kind", KINDS)
async def test_instructions_when_repeated_after_a_restart_then_are_already_done_with_their_tickets(
    programs: Programs, tmp_path: Path, kind: str
) -> None:
    async with executor(programs, kind, tmp_path) as (visit, _):
        first = await told(visit, opening())
        reduced = await told(visit, target(2, "0.60"))
    async with executor(programs, kind, tmp_path, report_after="2") as (visit, now):
        again = await told(visit, opening())
        reduced_again = await told(visit, target(2, "0.60"))
        await now.until_lots("0.60")

    assert [first["outcome"], reduced["outcome"]] == ["filled", "filled"]
    assert [again["outcome"], reduced_again["outcome"]] == ["already_done", "already_done"]
    assert again["fills"] == first["fills"]
    assert [r["remaining"] for r in (again, reduced_again)] == ["0.6", "0.6"]
    assert [again["n"], reduced_again["n"]] == ["3", "4"]
    assert now.book.deals == (*OPENED_ONCE, Deal("out", "sell", "0.40"))


@pytest.mark.parametrize("kind", KINDS)
async def test_opening_when_it_came_too_late_then_stays_refused_after_a_restart_with_more_time(
    programs: Programs, tmp_path: Path, kind: str
) -> None:
    async with executor(programs, kind, tmp_path) as (visit, _):
        late = await told(visit, opening(expires=1))
        in_time = await told(visit, opening())
    async with executor(programs, kind, tmp_path) as (visit, now):
        later = await told(visit, opening())

    answers = [(r["outcome"], r["code"]) for r in (late, in_time, later)]
    assert answers == [("refused", "expired")] * 3
    assert now.book.deals == ()


@pytest.mark.parametrize("kind", KINDS)
async def test_opening_when_the_terminal_died_after_sending_then_is_found(
    programs: Programs, tmp_path: Path, kind: str
) -> None:
    async with executor(programs, kind, tmp_path) as (visit, dying):
        dying.order("die 1")
        await visit.send(**opening())
        assert await dying.ended() == 9
    async with executor(programs, kind, tmp_path) as (visit, now):
        again = await told(visit, opening())
        await now.until_lots("1.00")

    assert again["outcome"] == "already_done"
    assert [fill["volume"] for fill in again["fills"]] == ["1"]
    assert now.book.deals == OPENED_ONCE


@pytest.mark.parametrize("kind", KINDS)
async def test_opening_when_the_answer_is_a_timeout_then_is_searched_for(
    programs: Programs, tmp_path: Path, kind: str
) -> None:
    async with executor(programs, kind, tmp_path) as (visit, now):
        now.order("lose 1")
        report = await told(visit, opening())

    assert report["outcome"] == "filled"
    assert now.book.deals == OPENED_ONCE


@pytest.mark.parametrize(("kind", "code"), [("mt4", 128), ("mt5", 10012), ("netting", 10012)])
async def test_opening_when_nothing_shows_what_came_of_it_then_stays_unknown(
    programs: Programs, tmp_path: Path, kind: str, code: int
) -> None:
    async with executor(programs, kind, tmp_path) as (visit, now):
        now.order(f"refuse {code}")
        first = await told(visit, opening())
        again = await told(visit, opening())
        void = await told(visit, {"type": "void", "id": OPENING})

    assert [first["outcome"], again["outcome"], void["outcome"]] == ["unknown"] * 3
    assert now.book.deals == ()


@pytest.mark.parametrize(("kind", "code"), [("mt4", 134), ("mt5", 10019), ("netting", 10019)])
async def test_opening_when_refused_then_a_repeat_meets_the_same_answer(
    programs: Programs, tmp_path: Path, kind: str, code: int
) -> None:
    async with executor(programs, kind, tmp_path) as (visit, now):
        now.order(f"refuse {code}")
        reports = [await told(visit, opening()) for _ in range(2)]

    assert [(r["outcome"], r["code"]) for r in reports] == [("refused", str(code))] * 2
    assert now.book.deals == ()


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"expires": 1}, "expired"),
        ({"symbol": "NOTHING"}, "no_symbol"),
        ({"volume": "0.015"}, "bad_volume"),
        ({"volume": "100.01"}, "bad_volume"),
    ],
    ids=["expired", "no symbol", "off the step", "above the maximum"],
)
async def test_opening_when_it_cannot_be_then_is_refused_before_any_call(
    programs: Programs, tmp_path: Path, kind: str, changes: Frame, code: str
) -> None:
    async with executor(programs, kind, tmp_path) as (visit, now):
        report = await told(visit, opening(**changes))

    assert (report["outcome"], report["code"]) == ("refused", code)
    assert report["sent"] == report["received"]
    assert now.book.deals == ()


@pytest.mark.parametrize("kind", KINDS)
async def test_magic_when_the_journal_knows_it_for_another_id_then_is_refused(
    programs: Programs, tmp_path: Path, kind: str
) -> None:
    async with executor(programs, kind, tmp_path) as (visit, now):
        await told(visit, opening())
        other = await told(visit, opening(id=OTHER_ID))

    assert (other["outcome"], other["code"]) == ("refused", "magic_in_use")
    assert now.book.deals == OPENED_ONCE


@pytest.mark.parametrize("kind", KINDS)
async def test_magic_when_only_the_account_knows_it_then_counts_where_all_fits(
    programs: Programs, tmp_path: Path, kind: str
) -> None:
    async with executor(programs, kind, tmp_path) as (visit, _):
        await told(visit, opening())
    journal = journal_in(tmp_path)
    journal.unlink()
    async with executor(programs, kind, tmp_path) as (visit, now):
        misfit = await told(visit, opening(id=OTHER_ID, volume="2.00"))
        fitting = await told(visit, opening())
        await now.until_lots("1.00")

    assert misfit["outcome"] == "unknown"
    assert fitting["outcome"] == "already_done"
    assert now.book.deals == OPENED_ONCE


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("later", "outcome"), [("590", "already_done"), ("610", "unknown")])
async def test_magic_when_only_the_account_knows_it_then_counts_for_600_seconds(
    programs: Programs, tmp_path: Path, kind: str, later: str, outcome: str
) -> None:
    async with executor(programs, kind, tmp_path) as (visit, _):
        await told(visit, opening())
    journal_in(tmp_path).unlink()
    async with executor(programs, kind, tmp_path, SIM_LATER_S=later) as (visit, now):
        report = await told(visit, opening())
        await now.until_lots("1.00")

    assert report["outcome"] == outcome
    assert now.book.deals == OPENED_ONCE


@pytest.mark.parametrize("kind", KINDS)
async def test_void_when_given_then_bars_its_opening_also_after_a_restart(
    programs: Programs, tmp_path: Path, kind: str
) -> None:
    async with executor(programs, kind, tmp_path) as (visit, _):
        void = await told(visit, {"type": "void", "id": OPENING})
    async with executor(programs, kind, tmp_path) as (visit, now):
        barred = await told(visit, opening())

    assert (void["outcome"], void["code"], void["copy"]) == ("done", "voided", None)
    assert (barred["outcome"], barred["code"]) == ("refused", "voided")
    assert now.book.deals == ()


@pytest.mark.parametrize("kind", KINDS)
async def test_journal_when_its_last_line_was_cut_then_goes_on_without_it(
    programs: Programs, tmp_path: Path, kind: str
) -> None:
    async with executor(programs, kind, tmp_path) as (visit, _):
        await told(visit, opening())
    journal = journal_in(tmp_path)
    # What a terminal leaves that died while it wrote the next intent.
    journal.write_bytes(journal.read_bytes() + b"INTENT\t0123456789abc")
    async with executor(programs, kind, tmp_path) as (visit, _):
        await told(visit, target(2, "0.50"))
    async with executor(programs, kind, tmp_path) as (visit, now):
        again = await told(visit, opening())
        other = await told(visit, opening(id=OTHER_ID, magic="1560281090"))
        await now.until_lots(*(["1.50"] if kind == "netting" else ["0.50", "1.00"]))

    assert again["outcome"] == "already_done"
    assert other["outcome"] == "filled"


@pytest.mark.parametrize("kind", KINDS)
async def test_opening_when_the_journal_cannot_be_written_then_is_refused(
    programs: Programs, tmp_path: Path, kind: str
) -> None:
    # A file stands where the folder of the journal would be.
    (tmp_path / "files").write_bytes(b"")
    async with executor(programs, kind, tmp_path) as (visit, now):
        report = await told(visit, opening())

    assert (report["outcome"], report["code"]) == ("refused", "not_allowed")
    assert now.book.deals == ()


@pytest.mark.parametrize("kind", KINDS)
async def test_target_when_older_than_what_was_done_then_is_stale(
    programs: Programs, tmp_path: Path, kind: str
) -> None:
    async with executor(programs, kind, tmp_path) as (visit, now):
        await told(visit, opening())
        await told(visit, target(5, "0.50"))
        repeated = await told(visit, target(5, "0.50"))
        late = await told(visit, target(4, "0"))
        unknown = await told(visit, target(6, "0", copy=OTHER_ID, opens=_stranger()))
        await now.until_lots("0.50")

    assert repeated["outcome"] == "already_done"
    assert (late["outcome"], late["code"]) == ("refused", "stale")
    assert (unknown["outcome"], unknown["code"]) == ("refused", "no_copy")
    assert now.book.deals == (*OPENED_ONCE, Deal("out", "sell", "0.50"))


@pytest.mark.parametrize("kept", ["magic comment", "magic", "comment", "none"])
async def test_mt4_copy_when_the_rest_keeps_little_then_is_still_closed(
    programs: Programs, tmp_path: Path, kept: str
) -> None:
    settings = {"SIM_REMAINDER": kept}
    async with executor(programs, "mt4", tmp_path, **settings) as (visit, _):
        await visit.until_whole()
        await told(visit, opening())
        await told(visit, target(2, "0.70"))
        twice = await told(visit, target(3, "0.20"))
    async with executor(programs, "mt4", tmp_path, **settings) as (visit, now):
        await visit.send(type="get_snapshot", request="7")
        snapshot = await visit.expect("snapshot")
        await visit.send(**target(4, "0"))
        await now.until_lots()

    assert twice["remaining"] == "0.2"
    (position,) = snapshot["positions"]
    assert (position["id"], position["ticket"]) == ("1001", "1003")
    assert position["link"] == {
        "copy": COPY,
        "id": OPENING,
        "route": "gold \u00fc",
        "master": "1001@Master-Demo",
        "source": "77",
    }
    assert [deal.lots for deal in now.book.deals] == ["1.00", "0.30", "0.50", "0.20"]


def _stranger() -> list[Frame]:
    return [{"id": OTHER_ID, "magic": "4711", "volume": "1.00", "since": None}]
