"""Copies are looked at again and again; only what is wrong is told, and corrected as wished."""

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.unit.app.reconciling_scene import AUTOMATIC, Scene
from tests.unit.engine.link_samples import COPY
from tests.unit.engine.samples import (
    FOLLOWER,
    FUNDS,
    MASTER,
    SETTINGS,
    added,
    carried,
    deal,
    ended,
    event,
    opened,
    position,
)
from tradecopy_desktop.app.views import FindingRemoved, FindingRow
from tradecopy_desktop.domain.accounts import Role
from tradecopy_desktop.domain.errors import TradeCopyError
from tradecopy_desktop.domain.facts import EventKind, Outcome, TradeEvent
from tradecopy_desktop.domain.filters import Filters
from tradecopy_desktop.domain.findings import FindingKind
from tradecopy_desktop.domain.links import LinkState
from tradecopy_desktop.domain.recovery_rules import Corrections, LatePolicy, RecoveryRules
from tradecopy_desktop.domain.sizing import FundsBase, Proportional
from tradecopy_desktop.domain.values import ZERO, DealEntry, MarginMode, Reason, Side

EAGER = RecoveryRules(corrections=Corrections.AUTOMATIC, late=LatePolicy.MARKET)


def _copying(recovery: RecoveryRules = AUTOMATIC) -> Scene:
    scene = Scene(recovery)
    scene.tell(opened("1"))
    scene.bench.answer_all()
    scene.bench.show()
    return scene


def _follower_event(kind: EventKind, left: str, by: str, reason: Reason) -> TradeEvent:
    return event(
        kind,
        position(left, id="7700", link=carried(COPY)),
        deal("8999", "8890", by, entry=DealEntry.OUT, side=Side.SELL, reason=reason),
        account=FOLLOWER,
        role=Role.EXECUTOR,
    )


def test_c2_follower_only_sl_when_reconciled_ten_times_then_opens_nothing() -> None:
    scene = _copying(EAGER)
    scene.bench.broker.take_lots(COPY, "1")
    scene.tell(_follower_event(EventKind.CLOSED, "0", "1", Reason.STOP_LOSS))

    scene.minutes(10)
    scene.master_shows(position("1"))

    assert scene.bench.the_link().state is LinkState.ENDED_EARLY
    assert scene.bench.sent() == ["open buy 1"]
    assert scene.reconciling.rows() == []


def test_c2_follower_only_sl_when_the_program_restarts_then_opens_nothing() -> None:
    scene = _copying(EAGER)
    scene.bench.broker.take_lots(COPY, "1")
    scene.tell(_follower_event(EventKind.CLOSED, "0", "1", Reason.STOP_LOSS))

    scene.restart()
    scene.bench.connect_master()
    scene.bench.connect()
    scene.master_shows(position("1"))
    scene.minutes(10)

    assert scene.bench.sent() == ["open buy 1"]


@pytest.mark.parametrize("mode", [MarginMode.HEDGING, MarginMode.NETTING])
def test_c3_arming_over_12_positions_when_corrected_automatically_then_opens_nothing(
    mode: MarginMode,
) -> None:
    twelve = tuple(position("1", id=str(501 + number)) for number in range(12))
    scene = Scene(EAGER, before=twelve, master=mode)

    scene.master_shows(*twelve)
    scene.minutes(10)

    assert scene.bench.sent() == []
    assert scene.reconciling.rows() == []


def test_s3_refused_part_when_an_add_follows_then_only_the_add_is_ever_copied() -> None:
    filters = Filters(max_master_lots=Decimal(2))
    scene = Scene(EAGER, replace(SETTINGS, filters=filters), master=MarginMode.NETTING)
    # 5 lots are refused by the filter, 1 lot is added.
    scene.tell(opened("5"), added("6", "1", order="502", made_by="9502"))
    scene.bench.answer_all()

    scene.master_shows(position("6"))
    scene.minutes(10)

    assert scene.bench.sent() == ["open buy 1"]
    assert scene.reconciling.rows() == []


def test_l4_equity_sizing_when_equity_is_halved_then_60_reconciliations_change_nothing() -> None:
    scene = Scene(AUTOMATIC, replace(SETTINGS, sizing=Proportional(base=FundsBase.EQUITY)))
    book = scene.bench.book
    for key in (MASTER, FOLLOWER):
        book.account(key).funds = FUNDS
    scene.tell(opened("1"))
    scene.bench.answer_all()
    book.account(FOLLOWER).funds = replace(FUNDS, equity=Decimal(5_000), balance=Decimal(5_000))

    for _ in range(60):
        scene.master_shows(position("1"))
        scene.minutes(1)

    assert scene.bench.sent() == ["open buy 1"]
    assert scene.reconciling.rows() == []


def test_w1_follower_when_up_5_minutes_before_the_master_then_its_copies_wait() -> None:
    scene = _copying(EAGER)
    scene.restart()
    scene.bench.connect()

    scene.minutes(5)

    assert scene.bench.sent() == ["open buy 1"]
    (row,) = scene.reconciling.rows()
    assert row.kind is FindingKind.WAITING
    scene.bench.connect_master()
    scene.master_shows(position("1"))
    assert scene.reconciling.rows() == []


def test_w1_empty_list_on_reconnect_when_not_whole_then_closes_nothing() -> None:
    scene = _copying()
    scene.lose_master()
    scene.bench.connect_master()

    scene.master_shows(whole=False, ended=(ended("501"),))
    scene.minutes(10)

    assert scene.bench.broker.held == {COPY: Decimal(1)}
    assert [row.kind for row in scene.reconciling.rows()] == [FindingKind.WAITING]


def test_s4_trader_closed_half_when_reconciled_then_the_half_stays() -> None:
    scene = _copying()
    scene.bench.broker.take_lots(COPY, "0.5")
    scene.tell(_follower_event(EventKind.PARTLY_CLOSED, "0.5", "0.5", Reason.CLIENT))

    scene.minutes(10)
    scene.master_shows(position("1"))

    assert scene.bench.broker.held == {COPY: Decimal("0.5")}
    assert scene.reconciling.rows() == []


def test_w2_close_when_missed_while_away_then_is_copied_with_the_whole_picture() -> None:
    scene = _copying(RecoveryRules())
    scene.lose_master()
    scene.bench.connect_master()

    scene.master_shows(ended=(ended("501"),))
    scene.bench.answer_all()

    assert scene.bench.broker.held == {COPY: ZERO}


def test_w2_close_when_the_follower_was_away_then_is_copied_once_it_is_back() -> None:
    scene = _copying(RecoveryRules())
    scene.lose_follower()
    scene.master_shows(ended=(ended("501"),))

    scene.bench.connect()
    scene.bench.answer_all()

    assert scene.bench.broker.held == {COPY: ZERO}


def test_l5_copy_when_it_holds_more_than_due_then_is_reduced_and_once_only() -> None:
    scene = _copying()
    scene.bench.broker.held[COPY] = Decimal("1.5")

    scene.minutes(5)

    assert scene.bench.sent() == ["open buy 1", "buy to 1"]
    assert scene.reconciling.rows() == []


def test_l5_copy_when_the_route_corrects_by_click_then_waits_for_one() -> None:
    scene = _copying(RecoveryRules())
    scene.bench.broker.held[COPY] = Decimal("1.5")
    scene.minutes(5)
    (row,) = scene.reconciling.rows()
    assert scene.bench.sent() == ["open buy 1"]

    scene.reconciling.correct(row.key)
    scene.bench.answer_all()

    assert scene.bench.sent() == ["open buy 1", "buy to 1"]
    assert scene.shown[-1] == FindingRemoved(key=row.key)


def test_finding_when_it_lasts_then_is_told_once() -> None:
    scene = _copying(RecoveryRules())
    scene.bench.broker.held[COPY] = Decimal("1.5")

    scene.minutes(5)

    told = [each for each in scene.shown if isinstance(each, FindingRow)]
    assert [each.text for each in told] == ["the copy in EURUSD holds 1.5 lots; 1 are due"]
    assert scene.bench.notes.troubles.count("the copy in EURUSD holds 1.5 lots; 1 are due") == 1


def test_correction_when_it_is_settled_already_then_is_refused_with_a_sentence() -> None:
    scene = _copying()

    with pytest.raises(TradeCopyError, match="this is settled already"):
        scene.reconciling.correct(f"wrong_size {COPY}")


def test_correction_when_there_is_none_then_is_refused_with_a_sentence() -> None:
    scene = _copying(RecoveryRules())
    ours = position("1", id="7700", link=carried(COPY))
    scene.follower_shows(ours, position("1", id="7709", side=Side.SELL, link=carried(COPY)))
    row = next(row for row in scene.reconciling.rows() if row.kind is FindingKind.WRONG_SIDE)

    with pytest.raises(TradeCopyError, match="nothing can be done about it here"):
        scene.reconciling.correct(row.key)


def test_g6_correction_when_undone_at_once_then_is_repeated_ever_more_seldom() -> None:
    scene = _copying()
    for _ in range(30):
        scene.bench.broker.held[COPY] = Decimal("1.5")
        scene.bench.show()
        scene.tell(_follower_event(EventKind.MODIFIED, "1.5", "0", Reason.CLIENT))
        scene.wait_s(1)
        scene.bench.answer_all()

    # At once, then after 1, 2, 4 and 8 seconds; the next would be 16 later.
    assert scene.bench.sent() == ["open buy 1", *["buy to 1"] * 5]


def test_c2_refused_copy_when_the_route_takes_late_trades_then_is_opened_once_at_market() -> None:
    scene = Scene(EAGER)
    # 10019: not enough money, which is final.
    scene.bench.broker.plan(Outcome.REFUSED, code="10019")
    scene.tell(opened("1"))
    scene.bench.answer_all()
    scene.bench.broker.plan(Outcome.REFUSED, code="10019")

    scene.minutes(5)

    assert scene.bench.sent() == ["open buy 1", "open buy 1"]
    assert scene.bench.broker.held == {}


def test_c2_refused_copy_when_the_trader_clicks_then_is_opened_under_another_id() -> None:
    scene = Scene(RecoveryRules())
    scene.bench.broker.plan(Outcome.REFUSED, code="10019")
    scene.tell(opened("1"))
    scene.bench.answer_all()
    scene.minutes(2)
    (row,) = scene.reconciling.rows()

    scene.reconciling.correct(row.key)
    scene.bench.answer_all()

    first, second = scene.bench.broker.sent
    assert first.id != second.id
    assert list(scene.bench.broker.held.values()) == [Decimal(1)]
    assert scene.reconciling.rows() == []


def test_r5_pictures_when_copies_are_open_then_are_asked_for_every_minute() -> None:
    scene = _copying()
    scene.wait_s(59)
    assert scene.bench.broker.asked_pictures == []

    scene.wait_s(1)

    assert scene.bench.broker.asked_pictures == [FOLLOWER, MASTER]


def test_w2_copy_when_its_master_is_gone_without_proof_then_no_correction_closes_it() -> None:
    scene = _copying()

    scene.master_shows()
    scene.minutes(5)

    assert scene.bench.sent() == ["open buy 1"]
    waiting, row = scene.reconciling.rows()
    assert waiting.kind is FindingKind.WAITING
    assert (row.kind, row.remedy) == (FindingKind.UNPROVEN, "close the copy")
