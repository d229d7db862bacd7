"""Copies that the ledger lost are found by what executors journalled, or told once (L3, E24)."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from tests.unit.app.reconciling_scene import Scene
from tests.unit.engine.link_samples import COPY, MAGIC, OPEN
from tests.unit.engine.samples import (
    FOLLOWER,
    SETTINGS,
    added,
    carried,
    closed,
    ended,
    partly_closed,
    picture,
    position,
)
from tradecopy_desktop.app.views import FindingRow
from tradecopy_desktop.domain.accounts import Role
from tradecopy_desktop.domain.commands import SetVolume
from tradecopy_desktop.domain.findings import FindingKind
from tradecopy_desktop.domain.links import LinkState
from tradecopy_desktop.domain.recovery_rules import Corrections, LatePolicy, RecoveryRules
from tradecopy_desktop.domain.trades import Position
from tradecopy_desktop.domain.values import MarginMode, Side
from tradecopy_desktop.engine.reconciling.missing import late_policy

OURS = replace(carried(COPY), id=OPEN)
EAGER = RecoveryRules(corrections=Corrections.AUTOMATIC, late=LatePolicy.MARKET)
LOST = (
    "copies are open of which nothing was stored: the records were lost; every route asks about "
    "late openings until the program is started again"
)


def _held(volume: str = "1", **changes: object) -> Position:
    return replace(position(volume, id="7701", magic=MAGIC, link=OURS), **changes)  # type: ignore[arg-type]


def _lost(*shown: Position, recovery: RecoveryRules | None = None) -> Scene:
    """Return a program that knows nothing, beside a broker that holds what is shown."""
    scene = Scene(recovery or RecoveryRules())
    scene.lose_master()
    scene.bench.connect_master()
    for each in shown:
        if each.link is not None:
            before = scene.bench.broker.held.get(each.link.copy, Decimal(0))
            scene.bench.broker.held[each.link.copy] = before + each.volume
    scene.follower_shows(*shown)
    return scene


def test_l3_position_when_its_names_recompute_then_is_followed_by_the_ratio_of_what_is_held() -> (
    None
):
    scene = _lost(_held("2"))

    scene.master_shows(position("4"))
    link = scene.bench.the_link()
    scene.tell(partly_closed("2", "2"))
    scene.bench.answer_all()

    assert (link.copy, link.state, link.position) == (COPY, LinkState.LIVE, "501")
    assert (link.target, link.filled) == (Decimal(2), Decimal(2))
    assert (link.base, link.accepted) == (Fraction(2), Fraction(4))
    # 2 of 4 held are half a lot a lot: of the master's 2, 1 stays.
    assert (link.ratio, scene.bench.sent()) == (Fraction(1, 2), ["buy to 1"])


def test_l3_position_when_found_again_then_the_trader_is_told_once() -> None:
    scene = _lost(_held())
    scene.master_shows(position("1"))

    scene.minutes(3)

    assert scene.bench.notes.troubles == [LOST, "r1: 1 copies were found again without records"]
    assert scene.reconciling.rows() == []


def test_l3_position_when_its_master_is_proven_closed_then_is_closed() -> None:
    scene = _lost(_held())

    scene.master_shows(ended=(ended("501"),))
    scene.bench.answer_all()

    assert scene.bench.sent() == ["buy to 0"]
    assert scene.bench.the_link().state is LinkState.CLOSED


def test_l3_position_when_several_tickets_are_of_one_copy_then_all_belong_to_it() -> None:
    second = _held("0.5", id="7702", ticket="7702", link=replace(OURS, id="e" * 32))
    scene = _lost(_held("0.5"), second)

    scene.master_shows(position("1"))
    scene.tell(closed("1"))

    (close,) = scene.bench.broker.sent
    assert isinstance(close, SetVolume)
    assert [(each.id, each.volume) for each in close.opens] == [
        (OPEN, Decimal("0.5")),
        ("e" * 32, Decimal("0.5")),
    ]


def test_l3_revision_when_found_again_then_is_above_any_that_the_executor_saw() -> None:
    scene = _lost(_held())
    scene.master_shows(position("1"))

    scene.tell(closed("1"))

    (close,) = scene.bench.broker.sent
    assert isinstance(close, SetVolume)
    # The seconds of the scene's clock, and one for the close.
    assert close.revision == int(scene.bench.clock.now().timestamp()) + 1


@pytest.mark.parametrize(
    "shown",
    [
        _held(link=replace(OURS, id="e" * 32)),  # the instruction does not recompute
        _held(side=Side.SELL),
    ],
)
def test_l3_position_when_not_all_of_it_fits_then_a_click_lets_it_follow(shown: Position) -> None:
    scene = _lost(shown, recovery=EAGER)
    scene.master_shows(position("1"))
    scene.minutes(3)
    (row,) = scene.reconciling.rows()
    before = dict(scene.bench.book.links)

    scene.reconciling.correct(row.key)

    assert (before, row.kind) == ({}, FindingKind.UNLINKED)
    assert row.remedy == "let it follow the master's 1 EURUSD"
    assert scene.bench.the_link().state is LinkState.LIVE


@pytest.mark.parametrize("shown", [(), (position("1", id="999"),)])
def test_l3_position_when_its_master_is_unknown_then_is_left_until_a_click_closes_it(
    shown: tuple[Position, ...],
) -> None:
    scene = _lost(_held(), recovery=EAGER)
    scene.master_shows(*shown)
    scene.minutes(3)
    row = next(row for row in scene.reconciling.rows() if row.kind is FindingKind.UNLINKED)
    before = scene.bench.sent()

    scene.reconciling.correct(row.key)
    scene.bench.answer_all()

    assert (before, row.remedy) == ([], "close it")
    assert scene.bench.sent() == ["buy to 0"]
    told = [each for each in scene.shown if isinstance(each, FindingRow)]
    assert [each.kind for each in told].count(FindingKind.UNLINKED) == 1


def test_l3_position_when_the_master_was_not_seen_yet_then_waits() -> None:
    scene = _lost(_held())

    scene.minutes(2)

    assert scene.bench.book.links == {}
    assert scene.bench.sent() == []


def test_l3_position_when_its_route_is_not_known_then_is_told_once_and_left_alone() -> None:
    strange = _held(link=replace(OURS, route="r9"))
    scene = _lost(strange)
    for _ in range(3):
        scene.follower_shows(strange)
    scene.master_shows()

    assert scene.bench.notes.troubles == [
        "1 EURUSD on 2002@Prop-Live belongs to no route that is known here; it is left alone"
    ]
    assert scene.bench.sent() == []


def test_l3_position_of_another_master_when_shown_then_is_not_linked_to_ours() -> None:
    strange = _held(link=replace(OURS, master="9009@Other"))
    scene = _lost(strange)

    scene.master_shows(position("1"))

    assert scene.bench.book.links == {}


def test_c5_position_when_older_than_the_records_then_is_not_taken_back_by_itself() -> None:
    scene = _lost()
    # Handed over so long ago that nothing is stored of it any more.
    scene.bench.book.remembers_from = _held().opened_at + 1
    scene.follower_shows(_held())

    scene.master_shows(position("1"))

    assert scene.bench.book.links == {}
    (row,) = scene.reconciling.rows()
    assert row.kind is FindingKind.UNLINKED


def test_c7_sl_when_missing_on_a_copy_that_was_found_again_then_is_alarmed_and_not_set() -> None:
    scene = _lost(_held(), recovery=EAGER)

    scene.master_shows(position("1", sl="1.09000"))
    scene.minutes(2)

    (row,) = scene.reconciling.rows()
    assert (row.kind, row.remedy) == (FindingKind.UNPROTECTED, "set the SL to 1.09000")
    assert scene.bench.sent() == []


def test_e24_routes_when_records_were_lost_then_ask_about_late_trades() -> None:
    scene = _lost(recovery=EAGER)
    book = scene.bench.book
    before = late_policy(book, book.routes["r1"])

    scene.follower_shows(_held())

    assert (before, late_policy(book, book.routes["r1"])) == (LatePolicy.MARKET, LatePolicy.ASK)


def test_e23_netted_copy_when_found_again_then_its_executor_tells_the_share() -> None:
    scene = Scene(RecoveryRules(), SETTINGS, follower=MarginMode.NETTING)
    # The position holds 3, of which 1 is the copy's.
    scene.bench.broker.held[COPY] = Decimal(1)
    shown = picture(_held("3"), account=FOLLOWER, role=Role.EXECUTOR)
    scene.tell(shown)
    scene.master_shows(position("2"))
    asked = scene.bench.sent()
    unsure = scene.bench.the_link().ratio

    scene.bench.answer_all()
    scene.tell(shown)
    link = scene.bench.the_link()

    assert (asked, unsure) == (["buy to 3"], Fraction(0))
    assert (link.filled, link.target) == (Decimal(1), Decimal(1))
    assert link.ratio == Fraction(1, 2)


def test_e23_netted_copy_while_its_share_is_not_told_then_nothing_is_added() -> None:
    scene = Scene(RecoveryRules(), SETTINGS, master=MarginMode.NETTING, follower=MarginMode.NETTING)
    scene.bench.broker.held[COPY] = Decimal(1)
    scene.tell(picture(_held("3"), account=FOLLOWER, role=Role.EXECUTOR))
    scene.master_shows(position("2"))

    scene.tell(added("3", "1", order="502", made_by="9502"))

    assert scene.bench.sent() == ["buy to 3"]


def test_e23_shared_position_when_records_are_lost_then_every_copy_in_it_is_asked_for() -> None:
    scene = Scene(RecoveryRules(), SETTINGS, follower=MarginMode.NETTING)
    scene.lose_master()
    scene.bench.connect_master()
    shown = picture(_held("3"), account=FOLLOWER, role=Role.EXECUTOR)
    scene.tell(shown)
    scene.bench.broker.held[COPY] = Decimal(1)
    # 502 was never copied, and 503 has closed meanwhile.
    scene.master_shows(position("1"), position("2", id="502"), ended=(ended("503"),))

    # A refused opening that was opened late has another name, which is asked for next.
    for _ in range(3):
        scene.bench.answer_all()
        scene.tell(shown)

    links = scene.bench.book.links.values()
    assert [each.position for each in links if each.is_live] == ["501"]
    # One for the copy that is shown; two names each for the others.
    assert sorted(scene.bench.sent()) == ["buy to 0"] * 2 + ["buy to 3"] * 3
    assert scene.bench.broker.held == {COPY: Decimal(1)}
