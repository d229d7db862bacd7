"""Pending orders of copies: placed once, changed, cancelled, and closed after they were filled."""

from pathlib import Path

import pytest

from tests.ea.conftest import Programs
from tests.ea.executing import (
    KINDS,
    by_kind,
    cancelling,
    executor,
    expected,
    journal_in,
    modifying,
    placing,
    told,
)
from tests.ea.instructions import COPY, OPENING, target
from tests.ea.scripted_bridge import Frame
from tests.ea.terminal_process import Deal

# 1.1 is bid, 1.1001 is ask.
ORDERS = [
    ({"kind": "limit", "price": "1.05"}, "buy limit"),
    ({"kind": "stop", "price": "1.15"}, "buy stop"),
    ({"side": "sell", "kind": "limit", "price": "1.15"}, "sell limit"),
    ({"side": "sell", "kind": "stop", "price": "1.05"}, "sell stop"),
]
# What ends an order that waits at 1.04 as ticket 1001.
ENDS = {
    "filled": "quote EURUSD 1.0398 1.0399",
    "cancelled": "cancel 1001",
    "expired": "expire 1001",
}
LINK = {
    "copy": COPY,
    "id": OPENING,
    "route": "gold \u00fc",
    "master": "1001@Master-Demo",
    "source": "77",
}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("terms", "shown"), ORDERS, ids=[shown for _, shown in ORDERS])
async def test_order_when_placed_then_waits_at_the_broker_with_its_link(
    programs: Programs, tmp_path: Path, kind: str, terms: Frame, shown: str
) -> None:
    async with executor(programs, kind, tmp_path) as (visit, now):
        order = placing(expected=expected(kind), **terms)
        report = await told(visit, order)
        book = await now.until(lambda seen: len(seen.pendings) == 1)
        await visit.send(type="get_snapshot", request="1")
        (pending,) = (await visit.expect("snapshot"))["pendings"]

    (fill,) = report["fills"]
    assert (report["outcome"], report["remaining"]) == ("done", "0")
    assert (fill["deal"], fill["volume"], fill["price"]) == ("0", "1", terms["price"])
    assert fill["ticket"] == fill["order"] == str(book.pendings[0].ticket) == pending["ticket"]
    assert (book.pendings[0].kind, book.pendings[0].lots) == (shown, "1.00")
    assert (pending["link"]["copy"], pending["link"]["id"]) == (COPY, OPENING)


@pytest.mark.parametrize("kind", ["mt5", "netting"])
async def test_order_when_it_is_a_stop_limit_then_keeps_both_prices(
    programs: Programs, tmp_path: Path, kind: str
) -> None:
    async with executor(programs, kind, tmp_path) as (visit, now):
        order = placing(kind="stop_limit", price="1.15", limit_price="1.14", sl="1.1", tp="1.2")
        report = await told(visit, order)
        book = await now.until(lambda seen: len(seen.pendings) == 1)

    assert report["outcome"] == "done"
    assert book.pendings[0][2:8] == ("buy stop limit", "1.00", 1.15, 1.14, 1.1, 1.2)


async def test_order_when_mt4_has_no_such_kind_then_is_refused_with_a_word(
    programs: Programs, tmp_path: Path
) -> None:
    async with executor(programs, "mt4", tmp_path) as (visit, now):
        report = await told(visit, placing(kind="stop_limit", price="1.15", limit_price="1.14"))

    assert (report["outcome"], report["code"]) == ("refused", "not_allowed")
    assert "stop-limit" in report["message"]
    assert now.book.pendings == ()


@pytest.mark.parametrize("kind", KINDS)
async def test_order_when_it_ends_by_itself_then_carries_its_end(
    programs: Programs, tmp_path: Path, kind: str
) -> None:
    async with executor(programs, kind, tmp_path) as (visit, now):
        # Far in the future, in whole seconds: servers know no others.
        report = await told(visit, placing(expires_at=4_102_444_800_000))
        book = await now.until(lambda seen: len(seen.pendings) == 1)

    assert report["outcome"] == "done"
    assert book.pendings[0].expires == 4_102_444_800_000


@pytest.mark.parametrize("kind", KINDS)
async def test_order_when_placed_again_then_is_already_done_whatever_became_of_it(
    programs: Programs, tmp_path: Path, kind: str
) -> None:
    async with executor(programs, kind, tmp_path) as (visit, now):
        first = await told(visit, placing())
        waiting = await told(visit, placing())
    async with executor(programs, kind, tmp_path) as (visit, now):
        now.order(f"cancel {first['fills'][0]['ticket']}")
        await now.until(lambda book: not book.pendings)
        cancelled = await told(visit, placing())

    assert [waiting["outcome"], cancelled["outcome"]] == ["already_done"] * 2
    assert waiting["fills"] == cancelled["fills"] == first["fills"]
    assert now.book.pendings == ()


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("end", ["waits", "filled", "cancelled"])
async def test_order_when_the_terminal_died_after_sending_then_is_found(
    programs: Programs, tmp_path: Path, kind: str, end: str
) -> None:
    async with executor(programs, kind, tmp_path) as (visit, dying):
        dying.order("die 1")
        await visit.send(**placing())
        assert await dying.ended() == 9
    async with executor(programs, kind, tmp_path) as (visit, now):
        if end == "filled":
            now.order("quote EURUSD 1.0498 1.0499")
            await now.until_lots("1.00")
        if end == "cancelled":
            now.order("cancel 1001")
            await now.until(lambda book: not book.pendings)
        again = await told(visit, placing())

    (fill,) = again["fills"]
    assert again["outcome"] == "already_done"
    assert (fill["ticket"], fill["order"], fill["deal"], fill["volume"]) == (
        "1001",
        "1001",
        "0",
        "1",
    )
    assert len(now.book.pendings) == (1 if end == "waits" else 0)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("fault", ["lose 1", "refuse"])
async def test_order_when_the_answer_is_a_timeout_then_is_searched_for(
    programs: Programs, tmp_path: Path, kind: str, fault: str
) -> None:
    async with executor(programs, kind, tmp_path) as (visit, now):
        now.order(fault if fault == "lose 1" else f"refuse {by_kind(kind, 128, 10012)}")
        report = await told(visit, placing())

    assert report["outcome"] == ("done" if fault == "lose 1" else "unknown")
    assert len(now.book.pendings) == (1 if fault == "lose 1" else 0)


@pytest.mark.parametrize("kind", KINDS)
async def test_order_when_its_price_is_passed_then_is_refused_after_one_call(
    programs: Programs, tmp_path: Path, kind: str
) -> None:
    async with executor(programs, kind, tmp_path) as (visit, now):
        report = await told(visit, placing(price="1.2"))
        again = await told(visit, placing(price="1.2"))

    code = str(by_kind(kind, 130, 10015))
    assert [(r["outcome"], r["code"]) for r in (report, again)] == [("refused", code)] * 2
    assert sum('"executing"' in text for text in visit.texts) == 1
    assert now.book.pendings == ()


@pytest.mark.parametrize("kind", KINDS)
async def test_order_when_modified_then_the_broker_has_the_new_terms(
    programs: Programs, tmp_path: Path, kind: str
) -> None:
    async with executor(programs, kind, tmp_path) as (visit, now):
        await told(visit, placing())
        now.order(f"refuse {by_kind(kind, 137, 10024)}")
        changed = await told(visit, modifying(2, "1.04", sl="1.03", expires_at=4_102_444_800_000))
        book = await now.until(lambda seen: seen.pendings[0].price == 1.04)
        again = await told(visit, modifying(2, "1.04", sl="1.03", expires_at=4_102_444_800_000))
        late = await told(visit, modifying(1, "1.05"))

    assert [changed["outcome"], again["outcome"]] == ["done", "already_done"]
    assert (late["outcome"], late["code"]) == ("refused", "stale")
    assert book.pendings[0][4:] == (1.04, 0, 1.03, 0, 4_102_444_800_000)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("fault", ["lose 1", "refuse"])
async def test_order_when_a_change_is_in_doubt_then_the_book_tells(
    programs: Programs, tmp_path: Path, kind: str, fault: str
) -> None:
    async with executor(programs, kind, tmp_path) as (visit, now):
        await told(visit, placing())
        now.order(fault if fault == "lose 1" else f"refuse {by_kind(kind, 128, 10012)}")
        report = await told(visit, modifying(2, "1.04"))

    assert report["outcome"] == ("done" if fault == "lose 1" else "unknown")
    assert now.book.pendings[0].price == (1.04 if fault == "lose 1" else 1.05)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("fault", ["", "lose 1", "race cancel 1001"], ids=str)
async def test_order_when_cancelled_then_is_gone(
    programs: Programs, tmp_path: Path, kind: str, fault: str
) -> None:
    async with executor(programs, kind, tmp_path) as (visit, now):
        await told(visit, placing())
        if fault:
            now.order(fault)
        cancelled = await told(visit, cancelling(2))
        again = await told(visit, cancelling(2))
        changed = await told(visit, modifying(3, "1.04"))

    assert [cancelled["outcome"], again["outcome"]] == ["done", "already_done"]
    assert (changed["outcome"], changed["code"]) == ("refused", "no_copy")
    assert now.book.pendings == ()


@pytest.mark.parametrize("kind", KINDS)
async def test_order_when_it_was_filled_then_its_position_is_the_copy(
    programs: Programs, tmp_path: Path, kind: str
) -> None:
    async with executor(programs, kind, tmp_path) as (visit, now):
        await visit.until_whole()
        await told(visit, placing(expected=expected(kind)))
        now.order("quote EURUSD 1.0498 1.0499")
        opened = await visit.expect("event")
        while opened["kind"] != "opened":
            opened = await visit.expect("event")
        cancelled = await told(visit, cancelling(2))
        closed = await told(visit, target(3, "0", expected=expected(kind, "buy", "1")))

    assert opened["position"]["link"]["id"] == OPENING
    assert (cancelled["outcome"], cancelled["remaining"]) == ("already_done", "1")
    assert (closed["outcome"], closed["remaining"]) == ("filled", "0")
    assert now.book.deals == (Deal("in", "buy", "1.00"), Deal("out", "sell", "1.00"))


@pytest.mark.parametrize("kind", KINDS)
async def test_order_when_the_journal_is_gone_then_is_found_by_its_magic(
    programs: Programs, tmp_path: Path, kind: str
) -> None:
    async with executor(programs, kind, tmp_path) as (visit, _):
        await told(visit, placing())
    journal_in(tmp_path).unlink()
    async with executor(programs, kind, tmp_path) as (visit, now):
        misfit = await told(visit, placing(id="0" * 32, volume="2.00"))
        void = await told(visit, {"type": "void", "id": OPENING})
        cancelled = await told(visit, cancelling(2))

    assert misfit["outcome"] == "unknown"
    assert (void["outcome"], void["code"]) == ("done", "voided")
    assert cancelled["outcome"] == "done"
    assert now.book.pendings == ()


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("end", ENDS)
async def test_order_when_something_becomes_of_it_then_every_event_carries_its_link(
    programs: Programs, tmp_path: Path, kind: str, end: str
) -> None:
    async with executor(programs, kind, tmp_path) as (visit, now):
        await visit.until_whole()
        await told(visit, placing())
        (placed,) = await visit.events(1)
        await told(visit, modifying(2, "1.04"))
        (modified,) = await visit.events(1)
    async with executor(programs, kind, tmp_path, report_after="2") as (visit, now):
        await visit.until_whole()
        now.order(ENDS[end])
        (ended,) = await visit.events(1)

    events = [placed, modified, ended]
    assert [e["kind"] for e in events] == ["pending_placed", "pending_modified", f"pending_{end}"]
    assert [e["pending"]["link"] for e in events] == [LINK] * 3
