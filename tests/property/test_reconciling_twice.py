"""Correcting what differs leaves nothing to correct: a second look changes nothing more."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from fractions import Fraction
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.engine.link_samples import COPY, LIVE, OPEN
from tests.unit.engine.samples import FOLLOWER, MASTER, book, carried, ended, position
from tradecopy_desktop.domain.accounts import Role
from tradecopy_desktop.domain.baseline import Baseline
from tradecopy_desktop.domain.commands import Command, OpenPosition, SetStops, SetVolume
from tradecopy_desktop.domain.decisions import Copied
from tradecopy_desktop.domain.findings import Finding, FindingKind, Force
from tradecopy_desktop.domain.freezes import Freeze, FreezeCause
from tradecopy_desktop.domain.links import Link, LinkState
from tradecopy_desktop.domain.trades import Position
from tradecopy_desktop.domain.values import ZERO, Side
from tradecopy_desktop.engine.book import Book
from tradecopy_desktop.engine.reconciling.findings import findings
from tradecopy_desktop.engine.reconciling.relinking import link_again, lost_copies

LOTS = st.integers(1, 300).map(lambda n: Decimal(n) / 100)
STOPS = st.sampled_from([None, Decimal("1.09000"), Decimal("1.08000")])
OTHER = "c" * 32
AT = datetime(2026, 11, 20, tzinfo=UTC)


@st.composite
def worlds(draw: st.DrawFn) -> Book:
    """Return a book in which the follower holds anything for one copy, and perhaps for another."""
    known = book()
    known.baselines["r1"] = Baseline(route="r1")
    due, held = draw(LOTS), draw(LOTS)
    state = draw(st.sampled_from([LinkState.LIVE, LinkState.ENDED_EARLY, LinkState.REFUSED]))
    is_live = state is LinkState.LIVE
    link = replace(
        LIVE,
        state=state,
        target=due if is_live else ZERO,
        base=Fraction(due),
        filled=held if is_live else ZERO,
        stop_loss=draw(STOPS),
    )
    known.put(link)
    follower = known.account(FOLLOWER)
    for copy in draw(st.sets(st.sampled_from([COPY, OTHER]))):
        shown = position(str(held), id=f"77{copy[0]}", link=carried(copy))
        follower.positions[shown.id] = replace(shown, stop_loss=draw(STOPS))
    master = known.account(MASTER)
    kept = draw(st.sampled_from([None, "0.25", "1"]))
    if kept is not None:
        side = draw(st.sampled_from(Side))
        master.positions["501"] = replace(position(kept, side=side), stop_loss=draw(STOPS))
    elif draw(st.booleans()):
        master.closed["501"] = ended("501")
    return known


def _look(known: Book) -> tuple[Finding, ...]:
    return findings(known, known.routes["r1"], frozenset())


def _sent(found: tuple[Finding, ...]) -> list[Command]:
    decisions = [decision for each in found for decision in each.decisions]
    return [c for each in decisions if isinstance(each, Copied) for c in each.commands]


def _carry_out(known: Book, found: tuple[Finding, ...]) -> None:
    for finding in found:
        for decision in finding.decisions:
            if decision.link is not None:
                known.put(decision.link)
    for command in _sent(found):
        link = known.links[command.copy]
        if isinstance(command, SetVolume):
            _hold(known, link, command.volume)
        elif isinstance(command, SetStops):
            _each(known, link, partial(_with_stop, stop=command.stop_loss))


def _hold(known: Book, link: Link, volume: Decimal) -> None:
    known.put(
        replace(link, filled=volume, state=link.state if volume else LinkState.CLOSED),
    )
    positions = known.account(FOLLOWER).positions
    if volume == ZERO:
        ours = [p.id for p in positions.values() if p.link and p.link.copy == link.copy]
        for id in ours:
            del positions[id]
    else:
        _each(known, link, partial(_with_volume, volume=volume))


def _with_stop(position: Position, stop: Decimal | None) -> Position:
    return replace(position, stop_loss=stop)


def _with_volume(position: Position, volume: Decimal) -> Position:
    return replace(position, volume=volume)


def _each(known: Book, link: Link, change: Callable[[Position], Position]) -> None:
    positions = known.account(FOLLOWER).positions
    for each in tuple(positions.values()):
        if each.link and each.link.copy == link.copy:
            positions[each.id] = change(each)


@given(worlds())
def test_c2_corrections_when_carried_out_then_a_further_look_changes_nothing(known: Book) -> None:
    # What is smaller first may lack its stops afterwards: each look corrects the gravest.
    for _ in range(2):
        _carry_out(known, _look(known))

    assert _sent(_look(known)) == []


@given(worlds())
def test_c2_corrections_when_looked_for_then_nothing_is_opened_and_the_book_stays(
    known: Book,
) -> None:
    before = (dict(known.links), dict(known.account(FOLLOWER).positions))

    first, second = _look(known), _look(known)

    assert first == second
    assert not [each for each in _sent(first) if isinstance(each, OpenPosition)]
    assert (dict(known.links), dict(known.account(FOLLOWER).positions)) == before


@given(worlds())
def test_w1_any_world_when_an_end_is_not_whole_then_nothing_is_sent(known: Book) -> None:
    known.account(MASTER).whole.clear()

    found = _look(known)

    assert {each.kind for each in found} <= {FindingKind.WAITING}
    assert _sent(found) == []


@given(worlds(), st.sampled_from([Role.MONITOR, Role.EXECUTOR]))
def test_w2_any_world_when_a_terminal_is_not_believed_then_nothing_is_done_by_itself(
    known: Book, role: Role
) -> None:
    key = MASTER if role is Role.MONITOR else FOLLOWER
    known.account(key).whole.clear()
    known.account(key).frozen[role] = Freeze(cause=FreezeCause.VANISHED, text="shows nothing")

    found = _look(known)

    assert {each.kind for each in found} <= {FindingKind.WAITING, FindingKind.UNPROVEN}
    assert all(each.force is Force.BY_CLICK for each in found if each.can_be_corrected)


@pytest.mark.parametrize("held", ["0.01", "0.5", "7"])
@pytest.mark.parametrize("is_open", [True, False])
def test_l3_lost_copy_when_linked_again_then_a_further_look_finds_nothing(
    held: str, *, is_open: bool
) -> None:
    known = book()
    known.baselines["r1"] = Baseline(route="r1")
    shown = position(held, id="7701", link=replace(carried(COPY), id=OPEN))
    known.account(FOLLOWER).positions["7701"] = shown
    master = known.account(MASTER)
    if is_open:
        master.positions["501"] = position("2")
    else:
        master.sides_closed["501", "501"] = master.closed["501"] = ended("501")
    route = known.routes["r1"]

    for lost in tuple(lost_copies(known, route)):
        decision = link_again(known, route, lost, AT)
        assert decision is not None
        known.put(decision.link)
        for command in decision.commands:
            assert isinstance(command, SetVolume)
            _hold(known, decision.link, command.volume)

    assert tuple(lost_copies(known, route)) == ()
    assert _look(known) == ()
