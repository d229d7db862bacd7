"""Which stops of an open copy are not as ordered, and what would set them (rule C7)."""

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.unit.engine.deciding import commands_of
from tests.unit.engine.link_samples import COPY, LIVE
from tests.unit.engine.reconciling_world import found, held, world
from tests.unit.engine.samples import FOLLOWER, position
from tests.unit.engine.stop_samples import quote
from tradecopy_desktop.domain.commands import SetStops
from tradecopy_desktop.domain.decisions import Copied
from tradecopy_desktop.domain.findings import Finding, FindingKind, Force
from tradecopy_desktop.domain.stop_rules import MovedByHand, StopRules
from tradecopy_desktop.domain.trades import Position
from tradecopy_desktop.engine.book import Book

LOSS, PROFIT = Decimal("1.09000"), Decimal("1.11000")
BOTH = replace(LIVE, stop_loss=LOSS, take_profit=PROFIT)
MASTER_BOTH = position("1", sl="1.09000", tp="1.11000")
PASSED = "the SL 1.09500 is not below the follower's bid 1.09000: the market has passed it"


def _ticket(sl: str | None, tp: str | None) -> Position:
    taken = None if tp is None else Decimal(tp)
    return replace(held(sl=sl), take_profit=taken)


def _falling(master: Position, *shown: Position) -> Book:
    """Return a copy without stops whose follower's price is below the master's SL of 1.09500."""
    known = world(LIVE, master=master, follower=shown)
    known.account(FOLLOWER).quotes["EURUSD"] = quote("1.09000", "1.09010")
    return known


def _sent(finding: Finding) -> SetStops:
    (command,) = commands_of([*finding.decisions])
    assert isinstance(command, SetStops)
    return command


def test_c7_copy_when_its_stops_are_as_ordered_then_nothing_is_found() -> None:
    assert found(world(BOTH, master=MASTER_BOTH, follower=(_ticket("1.09000", "1.11000"),))) == []


def test_c7_stops_when_one_can_be_set_and_the_other_not_then_the_one_is_set_unasked() -> None:
    master = position("1", sl="1.09500", tp="1.12000")

    (due,) = found(_falling(master, held()))

    assert (due.kind, due.force) == (FindingKind.UNPROTECTED, Force.ALWAYS)
    assert due.text == "the copy in EURUSD does not have the stops that are due"
    assert (due.remedy, due.key, due.copy) == ("set them", f"unprotected {COPY}", COPY)
    assert (_sent(due).stop_loss, _sent(due).take_profit) == (None, Decimal("1.12000"))


def test_c7_sl_when_the_market_has_passed_it_then_the_copy_without_any_is_told() -> None:
    (naked,) = found(_falling(position("1", sl="1.09500"), held()))

    assert (naked.kind, naked.force, naked.remedy) == (FindingKind.UNPROTECTED, Force.BY_CLICK, "")
    assert naked.text == (
        f"the copy in EURUSD has no SL: {PASSED}; the old one (none) stays, and the new one is "
        "tried again"
    )
    assert naked.decisions == ()


def test_c7_sl_when_no_ticket_is_shown_then_what_was_ordered_is_all_that_is_known() -> None:
    (naked,) = found(_falling(position("1", sl="1.09500")))

    assert naked.kind is FindingKind.UNPROTECTED


def test_c7_sl_when_ordered_and_no_ticket_is_shown_then_the_copy_counts_as_protected() -> None:
    assert found(world(BOTH, master=MASTER_BOTH)) == []


def test_c7_tp_when_none_was_ordered_and_no_ticket_is_shown_then_the_sl_alone_protects() -> None:
    link = replace(LIVE, stop_loss=LOSS)

    assert found(world(link, master=position("1", sl="1.09000"))) == []


def test_c7_copy_when_its_rules_give_no_sl_then_needs_none() -> None:
    assert found(world(LIVE, master=position("1"), follower=(held(),))) == []


def test_c7_copy_when_its_symbol_is_not_listed_yet_then_nothing_is_found() -> None:
    known = _falling(position("1", sl="1.09500"), held())
    known.account(FOLLOWER).instruments.clear()

    assert found(known) == []


def test_c7_sl_when_the_trader_set_one_where_none_was_ordered_then_differs() -> None:
    (moved,) = found(world(LIVE, master=position("1"), follower=(held(sl="1.08000"),)))

    assert (moved.kind, moved.force) == (FindingKind.STOP_DIFFERS, Force.BY_CLICK)
    assert moved.text == "the copy's SL in EURUSD is 1.08000; none was ordered"
    assert moved.remedy == "set the SL to none"
    assert _sent(moved).stop_loss is None


def test_c7_sl_when_it_is_gone_then_the_order_of_it_is_told_and_repeated() -> None:
    (naked,) = found(world(BOTH, master=MASTER_BOTH, follower=(_ticket(None, "1.11000"),)))

    assert naked.text == "the copy in EURUSD has no SL; 1.09000 was ordered"
    # It may have been taken away by hand, which stays.
    assert (naked.kind, naked.force) == (FindingKind.UNPROTECTED, Force.BY_CLICK)
    assert naked.remedy == "set the SL to 1.09000"
    (decision,) = naked.decisions
    assert isinstance(decision, Copied)
    (step,) = decision.steps
    assert (step.rule, step.text) == ("stops put back", naked.text)
    assert (decision.route, decision.settings_version, decision.link.revision) == ("r1", 1, 2)
    assert (decision.link.stop_loss, decision.link.take_profit) == (LOSS, PROFIT)


@pytest.mark.parametrize(("shown", "told"), [("1.12000", "1.12000"), (None, "none")])
def test_c7_tp_when_moved_by_hand_then_differs_and_both_stops_are_put_back_by_a_click(
    shown: str | None, told: str
) -> None:
    (moved,) = found(world(BOTH, master=MASTER_BOTH, follower=(_ticket("1.09000", shown),)))

    assert (moved.kind, moved.force) == (FindingKind.STOP_DIFFERS, Force.BY_CLICK)
    assert moved.text == f"the copy's TP in EURUSD is {told}; 1.11000 was ordered"
    assert moved.remedy == "set the TP to 1.11000"
    assert (_sent(moved).stop_loss, _sent(moved).take_profit) == (LOSS, PROFIT)


def test_c7_stops_when_both_were_moved_then_the_sl_is_told() -> None:
    (moved,) = found(world(BOTH, master=MASTER_BOTH, follower=(_ticket("1.08000", "1.12000"),)))

    assert moved.text == "the copy's SL in EURUSD is 1.08000; 1.09000 was ordered"
    assert moved.remedy == "set the SL to 1.09000"


@pytest.mark.parametrize("shown", [("1.08000", "1.11000"), ("1.09000", "1.12000")])
def test_c7_stops_when_the_trader_may_always_move_them_then_stay(shown: tuple[str, str]) -> None:
    link = replace(BOTH, stops=StopRules(moved_by_hand=MovedByHand.ALWAYS))

    assert found(world(link, master=MASTER_BOTH, follower=(_ticket(*shown),))) == []


def test_c7_stops_when_the_route_puts_them_back_then_are_set_unasked() -> None:
    link = replace(BOTH, stops=StopRules(moved_by_hand=MovedByHand.NEVER))

    (due,) = found(world(link, master=MASTER_BOTH, follower=(_ticket("1.09000", "1.12000"),)))

    assert (due.kind, due.force) == (FindingKind.STOP_DIFFERS, Force.ALWAYS)
    assert (_sent(due).stop_loss, _sent(due).take_profit) == (LOSS, PROFIT)
