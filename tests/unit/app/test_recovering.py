"""What ended or was reduced on the follower stays so, whatever is looked at again (C2, S4, W1)."""

from decimal import Decimal

from tests.unit.app.reconciling_scene import Scene
from tests.unit.engine.link_samples import COPY
from tests.unit.engine.samples import (
    FOLLOWER,
    carried,
    deal,
    event,
    modified,
    opened,
    partly_closed,
    position,
)
from tradecopy_desktop.domain.accounts import Role
from tradecopy_desktop.domain.facts import EventKind, TradeEvent
from tradecopy_desktop.domain.findings import FindingKind
from tradecopy_desktop.domain.links import LinkState
from tradecopy_desktop.domain.recovery_rules import (
    Corrections,
    LatePolicy,
    MasterAway,
    RecoveryRules,
)
from tradecopy_desktop.domain.values import DealEntry, Reason, Side

EAGER = RecoveryRules(
    corrections=Corrections.AUTOMATIC,
    late=LatePolicy.MARKET,
    master_away=MasterAway.CLOSE,
    close_after_min=60,
)


def _copying() -> Scene:
    scene = Scene(EAGER)
    scene.tell(opened("1"))
    scene.bench.answer_all()
    scene.bench.show()
    return scene


def _told(left: str, by: str, reason: Reason) -> TradeEvent:
    return event(
        EventKind.CLOSED if left == "0" else EventKind.PARTLY_CLOSED,
        position(left, id="7700", link=carried(COPY)),
        deal("8999", "8890", by, entry=DealEntry.OUT, side=Side.SELL, reason=reason),
        account=FOLLOWER,
        role=Role.EXECUTOR,
    )


def _restart(scene: Scene) -> None:
    scene.restart()
    scene.bench.connect()
    scene.bench.connect_master()
    scene.master_shows(position("1"))


def test_c2_copy_when_it_ended_early_then_ten_looks_two_restarts_and_a_picture_bring_nothing() -> (
    None
):
    scene = _copying()
    scene.bench.broker.take_lots(COPY, "1")
    scene.tell(_told("0", "1", Reason.STOP_OUT))

    for _ in range(2):
        scene.minutes(5)
        scene.master_shows(position("1"))
        _restart(scene)
    scene.tell(modified("1", sl="1.09000"), partly_closed("0.5", "0.5"))
    scene.minutes(2)

    link = scene.bench.the_link()
    assert (link.state, link.reason) == (
        LinkState.ENDED_EARLY,
        "the broker closed it for lack of margin",
    )
    assert scene.bench.sent() == ["open buy 1"]
    assert scene.reconciling.rows() == []


def test_s4_copy_when_reduced_by_hand_then_keeps_its_share_through_looks_and_a_restart() -> None:
    scene = _copying()
    scene.bench.broker.take_lots(COPY, "0.6")
    scene.tell(_told("0.4", "0.6", Reason.CLIENT))

    scene.minutes(10)
    _restart(scene)
    scene.minutes(5)
    found = scene.reconciling.rows()
    # The master closes half: of the 0.4 that were left, 0.2 stay.
    scene.tell(partly_closed("0.5", "0.5"))
    scene.bench.answer_all()

    assert found == []
    assert scene.bench.broker.held == {COPY: Decimal("0.2")}
    assert scene.bench.sent() == ["open buy 1", "buy to 0.2"]


def test_w1_follower_when_up_5_minutes_before_its_master_then_waits_and_nothing_is_closed() -> None:
    scene = _copying()
    scene.restart()
    scene.bench.connect()

    scene.minutes(5)
    rows = scene.reconciling.rows()
    _restart_master(scene)

    assert [row.kind for row in rows] == [FindingKind.WAITING]
    assert rows[0].text == ("1 open copies wait: the master's terminal has not shown all it holds")
    assert scene.bench.sent() == ["open buy 1"]
    assert scene.reconciling.rows() == []


def _restart_master(scene: Scene) -> None:
    scene.bench.connect_master()
    scene.master_shows(position("1"))
