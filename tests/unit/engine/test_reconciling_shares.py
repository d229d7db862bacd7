"""Copies that hide in netted positions after the records were lost: their executor tells (E23)."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from tests.unit.engine.link_samples import COPY, LIVE, MAGIC, OPEN
from tests.unit.engine.lost_samples import CLOSED, HELD, NOON, ORIGIN, REBUILT, link, showing
from tests.unit.engine.samples import SETTINGS, position
from tradecopy_desktop.domain.commands import Opening, SetVolume
from tradecopy_desktop.domain.decisions import Copied, NothingToDo, Step
from tradecopy_desktop.domain.links import Link, LinkState
from tradecopy_desktop.domain.trades import ClosedPosition, Position
from tradecopy_desktop.domain.values import ZERO, MarginMode, Side
from tradecopy_desktop.engine.book import Book
from tradecopy_desktop.engine.reconciling.shares import ask_for_shares, settled_shares

NETS = MarginMode.NETTING
# A position of 3 lots that began with another copy of ours.
SHARED = replace(HELD, id="9", volume=Decimal(3), magic="5", link=link(copy="c" * 32, id="e" * 32))
# The names of a copy that was opened after a refusal, on a hedging master; by another program.
LATE_COPY = "c252087c8b92b8abec7b1b6f4247eb6d"
LATE_OPEN = "7927aacb5daace59d3ab4f4899ebc684"
OVER = replace(LIVE, state=LinkState.CLOSED, filled=ZERO)
HOURS_26_MS = 93_600_000


def _asked(
    *shared: Position,
    holds: tuple[Position, ...] = (ORIGIN,),
    closed: tuple[ClosedPosition, ...] = (),
    links: tuple[Link, ...] = (),
    mapped: str = "EURUSD",
    reverse: bool = False,
) -> list[Copied]:
    known, route = showing(
        *shared, holds=holds, closed=closed, follower=NETS, of=replace(SETTINGS, reverse=reverse)
    )
    known.mappings[("r1", "EURUSD")] = mapped
    for each in links:
        known.put(each)
    return list(ask_for_shares(known, route, NOON))


def _asks(decisions: list[Copied]) -> list[tuple[str, Decimal]]:
    commands = [command for each in decisions for command in each.commands]
    return [(each.copy, each.volume) for each in commands if isinstance(each, SetVolume)]


def test_e23_position_when_the_master_holds_what_may_be_in_it_then_its_share_is_asked_for() -> None:
    (decision,) = _asked(SHARED)

    (command,) = decision.commands
    assert isinstance(command, SetVolume)
    # Asked to hold all that is there, the executor orders nothing.
    assert (command.copy, command.volume, command.revision) == (
        COPY,
        Decimal(3),
        1_772_625_601,
    )
    assert decision == Copied(
        route="r1",
        link=replace(
            REBUILT,
            filled=ZERO,
            entry=None,
            target=Decimal(3),
            base=Fraction(3),
            exact=Fraction(3),
            opens=(Opening(id=OPEN, magic=MAGIC, volume=Decimal(3), since=None),),
            master_volume=Decimal(2),
            accepted=Fraction(2),
            original=Fraction(2),
            ratio=Fraction(0),
            master_entry=Decimal("1.09990"),
            revision=1_772_625_601,
        ),
        commands=(command,),
        steps=(Step(rule="linked again", text="its share of the position is asked for"),),
        settings_version=1,
    )


def test_e23_position_when_the_master_has_closed_what_may_be_in_it_then_that_is_closed() -> None:
    (decision,) = _asked(SHARED, holds=(), closed=(CLOSED,))

    assert _asks([decision]) == [(COPY, ZERO)]
    assert (decision.link.state, decision.link.filled) == (LinkState.CLOSING, ZERO)
    assert decision.link.reason == "its master has closed meanwhile"


@pytest.mark.parametrize(("early_ms", "asked"), [(HOURS_26_MS, 1), (HOURS_26_MS + 1, 0)])
def test_e23_close_when_long_before_the_position_then_has_no_part_in_it(
    early_ms: int, asked: int
) -> None:
    old = replace(CLOSED, closed_at=SHARED.opened_at - early_ms)

    assert len(_asked(SHARED, holds=(), closed=(old,))) == asked


@pytest.mark.parametrize(
    "shared",
    [
        replace(SHARED, link=None),
        replace(SHARED, link=link(route="r9")),
        replace(SHARED, side=Side.SELL),
        replace(SHARED, symbol="GBPUSD"),
    ],
)
def test_e23_position_when_it_is_not_the_routes_or_of_another_kind_then_nobody_is_asked(
    shared: Position,
) -> None:
    assert _asked(shared, closed=(replace(CLOSED, id="502", order="502"),)) == []


def test_e23_position_when_its_symbol_was_never_confirmed_then_nobody_is_asked() -> None:
    assert _asked(SHARED, mapped="EURUSD.r") == []


def test_e23_position_when_the_route_reverses_then_the_other_side_may_be_in_it() -> None:
    sell = replace(ORIGIN, id="502", order="502", side=Side.SELL)

    (decision,) = _asked(SHARED, holds=(ORIGIN, sell), reverse=True)

    assert decision.link.position == "502"


def test_e23_position_when_on_a_hedging_follower_then_nobody_is_asked() -> None:
    known, route = showing(SHARED)
    known.mappings[("r1", "EURUSD")] = "EURUSD"

    assert list(ask_for_shares(known, route, NOON)) == []


@pytest.mark.parametrize(("since", "asked"), [(0, 1), (1, 0)])
def test_c5_position_when_older_than_what_is_remembered_then_nobody_is_asked(
    since: int, asked: int
) -> None:
    known, route = showing(SHARED, follower=NETS)
    known.mappings[("r1", "EURUSD")] = "EURUSD"
    known.remembers_from = SHARED.opened_at + since

    assert len(list(ask_for_shares(known, route, NOON))) == asked


def test_e23_positions_when_the_first_tells_nothing_then_the_next_is_still_asked_about() -> None:
    own = position("1", id="7")
    strange = replace(SHARED, id="8", link=link(route="r9"))

    assert _asks(_asked(own, strange, SHARED)) == [(COPY, Decimal(3))]


def test_e23_origins_when_the_first_is_settled_then_the_next_is_still_asked_for() -> None:
    other = replace(ORIGIN, id="502", order="502")

    decisions = _asked(SHARED, holds=(ORIGIN, other), links=(LIVE,))

    assert [each.link.position for each in decisions] == ["502"]


def test_e23_copy_when_its_first_name_is_over_then_the_other_one_is_asked_for() -> None:
    (decision,) = _asked(SHARED, links=(OVER,))

    assert _asks([decision]) == [(LATE_COPY, Decimal(3))]
    assert [each.id for each in decision.link.opens] == [LATE_OPEN]
    assert decision.link.source == "501+late.501"


def test_e23_copy_when_both_names_are_over_then_there_is_no_other() -> None:
    assert _asked(SHARED, links=(OVER, replace(OVER, copy=LATE_COPY))) == []


def _settling(link: Link) -> Book:
    known, _ = showing(follower=NETS)
    known.put(link)
    return known


UNSETTLED = replace(
    LIVE,
    ratio=Fraction(0),
    accepted=Fraction(2),
    original=Fraction(9),
    master_volume=Decimal(2),
    filled=Decimal("0.5"),
    base=Fraction(3),
    exact=Fraction(3),
)


def test_e23_share_when_the_executor_has_told_it_then_the_ratio_is_known() -> None:
    known = _settling(UNSETTLED)

    (settled,) = settled_shares(known, known.routes["r1"], ())

    # 0.5 lots for 2 of the master's.
    assert settled == NothingToDo(
        route="r1",
        link=replace(
            UNSETTLED,
            ratio=Fraction(1, 4),
            base=Fraction(1, 2),
            exact=Fraction(1, 2),
            original=Fraction(2),
        ),
        detail="0.5 lots in EURUSD are this copy's",
    )


@pytest.mark.parametrize(
    ("link", "busy"),
    [
        (LIVE, ()),
        (replace(UNSETTLED, opens=()), ()),
        (replace(UNSETTLED, master_volume=ZERO), ()),
        (UNSETTLED, (COPY,)),
        (replace(UNSETTLED, route="r9"), ()),
    ],
)
def test_e23_share_when_known_or_still_asked_for_then_nothing_is_settled(
    link: Link, busy: tuple[str, ...]
) -> None:
    known = _settling(link)

    assert list(settled_shares(known, known.routes["r1"], busy)) == []


def test_e23_shares_when_one_is_still_asked_for_then_the_next_is_settled() -> None:
    known = _settling(UNSETTLED)
    known.put(replace(UNSETTLED, copy="d" * 32, position="502"))

    settled = settled_shares(known, known.routes["r1"], (COPY,))

    assert [each.link.copy for each in settled if each.link] == ["d" * 32]
