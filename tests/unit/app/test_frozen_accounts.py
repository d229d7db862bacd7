"""The trader is asked once a minute about what is not proven, and evidence alone thaws (W2)."""

from dataclasses import replace

from tests.unit.app.reconciling_scene import Scene
from tests.unit.engine.link_samples import COPY
from tests.unit.engine.samples import ALLOWED, FOLLOWER, FUNDS, MASTER, ended, opened, position
from tradecopy_desktop.domain.accounts import AccountKey, Role
from tradecopy_desktop.domain.facts import (
    AccountConfirmed,
    AccountSwitched,
    PermissionsChanged,
    TerminalLost,
)
from tradecopy_desktop.domain.recovery_rules import MasterAway, RecoveryRules
from tradecopy_desktop.domain.values import ZERO

NONE_SHOWN = (
    "1001@Broker-Demo: its terminal shows none of the 1 positions that are copied, and no closing "
    "deals of 1 of them; 1 copies stand still until it shows them or their closing deals"
)


def _copying(recovery: RecoveryRules | None = None) -> Scene:
    scene = Scene(recovery or RecoveryRules())
    scene.tell(opened("1"))
    scene.bench.answer_all()
    scene.bench.show()
    return scene


def _beat(account: AccountKey, role: Role, *, connected: bool) -> AccountConfirmed:
    return AccountConfirmed(
        account=account,
        role=role,
        connected=connected,
        may_trade=connected,
        balance=FUNDS.balance,
        equity=FUNDS.equity,
        margin=FUNDS.margin,
        free_margin=FUNDS.free_margin,
        credit=FUNDS.credit,
        positions=1,
        pendings=0,
        at_ns=0,
    )


def test_w2_empty_list_when_unproven_then_is_alarmed_at_once_and_every_minute() -> None:
    scene = _copying()

    scene.master_shows()
    at_once = list(scene.bench.notes.troubles)
    scene.wait_s(59)
    within = list(scene.bench.notes.troubles)
    scene.wait_s(1)

    assert (at_once, within) == ([NONE_SHOWN], [NONE_SHOWN])
    assert scene.bench.notes.troubles == [NONE_SHOWN, NONE_SHOWN]


def test_w2_single_position_when_gone_without_a_deal_then_is_asked_about_every_minute() -> None:
    scene = _copying()
    scene.tell(opened("1", id="502", seq=2))
    scene.bench.answer_all()
    scene.bench.show()

    scene.master_shows(position("1"))
    scene.wait_s(1)
    scene.wait_s(59)
    once = len(scene.bench.notes.troubles)
    scene.wait_s(1)

    text = (
        "the master's EURUSD position is gone without a closing deal; "
        "its copy stays until the terminal shows one"
    )
    assert once == 1
    assert scene.bench.notes.troubles == [text, text]
    assert scene.bench.book.routes["r1"].mode.value == "live"
    assert scene.bench.book.account(MASTER).frozen == {}


def test_w2_empty_list_when_the_positions_return_then_thaws_without_a_word() -> None:
    scene = _copying()
    scene.master_shows()
    told = len(scene.bench.notes.troubles)

    scene.master_shows(position("1"))
    scene.wait_s(180)

    assert scene.bench.book.account(MASTER).frozen == {}
    assert len(scene.bench.notes.troubles) == told
    assert scene.bench.sent() == ["open buy 1"]


def test_w2_empty_list_when_its_deals_come_later_then_closes_and_thaws() -> None:
    scene = _copying()
    scene.master_shows()

    scene.master_shows(ended=(ended("501"),))
    scene.bench.answer_all()

    assert scene.bench.book.account(MASTER).frozen == {}
    assert scene.bench.broker.held == {COPY: ZERO}


def test_w2_empty_list_when_it_repeats_and_after_a_restart_then_nothing_is_closed() -> None:
    scene = _copying()
    for _ in range(3):
        scene.master_shows()
        scene.minutes(1)

    scene.restart()
    scene.bench.connect_master()
    scene.bench.connect()
    scene.master_shows()
    scene.minutes(3)

    assert Role.MONITOR in scene.bench.book.account(MASTER).frozen
    assert scene.bench.sent() == ["open buy 1"]


def test_w4_empty_list_when_the_route_closes_if_its_master_is_away_then_still_closes_nothing() -> (
    None
):
    scene = _copying(RecoveryRules(master_away=MasterAway.CLOSE, close_after_min=1))

    scene.master_shows()
    scene.minutes(5)

    assert scene.bench.sent() == ["open buy 1"]


def test_w1_terminal_when_a_heartbeat_says_the_broker_is_lost_then_a_picture_alone_thaws() -> None:
    scene = _copying()
    frozen, broker = scene.reconciling.frozen, scene.bench.broker
    broker.asked_pictures.clear()

    frozen.confirmed(_beat(MASTER, Role.MONITOR, connected=False), Role.MONITOR)
    lost = dict(scene.bench.book.account(MASTER).frozen)
    asked_while_lost = list(broker.asked_pictures)
    frozen.confirmed(_beat(MASTER, Role.MONITOR, connected=True), Role.MONITOR)
    still = dict(scene.bench.book.account(MASTER).frozen)
    scene.master_shows(position("1"))

    assert (list(lost), lost) == ([Role.MONITOR], still)
    assert (asked_while_lost, broker.asked_pictures) == ([], [MASTER])
    assert scene.bench.book.account(MASTER).frozen == {}


def test_w1_follower_when_its_broker_is_lost_for_30_s_then_is_told_once() -> None:
    scene = _copying()
    down = replace(ALLOWED, connected=False)
    scene.tell(PermissionsChanged(account=FOLLOWER, role=Role.EXECUTOR, permissions=down))

    scene.wait_s(29)
    before = list(scene.bench.notes.troubles)
    scene.wait_s(300)

    assert before == []
    assert scene.bench.notes.troubles == [
        "2002@Prop-Live: its terminal has lost its connection to the broker; "
        "1 copies stand still until it shows them or their closing deals"
    ]


def test_p4_terminal_when_switched_then_is_told_every_minute_until_it_is_back() -> None:
    scene = _copying()
    other = AccountKey(login="9009", server="Other-Live")
    changed: list[AccountKey] = []
    scene.reconciling.frozen.on_changed = changed.append
    scene.tell(TerminalLost(account=FOLLOWER, role=Role.EXECUTOR, reason="left"))
    for _ in range(4):
        # It tries again every 30 s.
        scene.tell(AccountSwitched(account=FOLLOWER, role=Role.EXECUTOR, shown=other))
        scene.wait_s(30)
    told = len(scene.bench.notes.troubles)

    scene.bench.connect()
    scene.wait_s(120)

    # At once, after 60 s and after 120 s.
    assert (told, len(scene.bench.notes.troubles)) == (3, 3)
    assert changed == [FOLLOWER, FOLLOWER]
    assert scene.bench.book.account(FOLLOWER).frozen == {}
