"""What a follower's whole picture shows of a copy: its lots, or the deals that closed them."""

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.unit.engine.link_samples import COPY, LIVE, MAGIC
from tests.unit.engine.samples import FOLLOWER, book, carried, ended, picture, position
from tradecopy_desktop.domain.accounts import Role
from tradecopy_desktop.domain.facts import SnapshotTaken
from tradecopy_desktop.domain.links import Link, LinkState
from tradecopy_desktop.domain.trades import ClosedPosition, Position
from tradecopy_desktop.domain.values import ZERO, MarginMode, Reason, Side
from tradecopy_desktop.engine.book import Book
from tradecopy_desktop.engine.reconciling.proofs import follower_proofs, held_in, is_shown

NETS, HEDGES = MarginMode.NETTING, MarginMode.HEDGING
OTHER = "c" * 32


def _known(*links: Link, mode: MarginMode = HEDGES) -> Book:
    known = book(follower=mode)
    for link in links or (LIVE,):
        known.put(link)
    return known


def _shown(*positions: Position, proofs: tuple[ClosedPosition, ...] = ()) -> SnapshotTaken:
    return picture(*positions, account=FOLLOWER, role=Role.EXECUTOR, ended=proofs)


def test_hedging_copy_when_shown_in_several_tickets_then_holds_all_of_its_own() -> None:
    shown = _shown(
        position("0.4", id="7701", link=carried(COPY)),
        position("0.6", id="7702", magic=MAGIC),
        position("5", id="7703", link=carried(OTHER), magic=MAGIC),
        position("5", id="7704", magic="1"),
        position("5", id="7705", magic=MAGIC, symbol="GBPUSD"),
        position("5", id="7706", magic=MAGIC, side=Side.SELL),
    )

    # 0.4 by its link and 0.6 by its magic.
    assert held_in(_known(), LIVE, shown) == Decimal("1.0")
    assert is_shown(_known(), LIVE, shown) is True


def test_hedging_copy_when_nothing_of_it_is_there_then_is_not_shown() -> None:
    shown = _shown(position("5", id="7703", link=carried(OTHER)))

    assert held_in(_known(), LIVE, shown) == ZERO
    assert is_shown(_known(), LIVE, shown) is False


@pytest.mark.parametrize(
    ("there", "held"),
    [
        ((position("4", id="7"),), "1"),
        ((position("0.3", id="7"),), "0.3"),
        ((position("0.3", id="7", side=Side.SELL),), "0"),
        ((position("0.3", id="7", symbol="GBPUSD"),), "0"),
        ((), "0"),
    ],
)
def test_s5_net_position_when_shown_then_covers_a_copy_as_far_as_it_goes(
    there: tuple[Position, ...], held: str
) -> None:
    assert held_in(_known(mode=NETS), LIVE, _shown(*there)) == Decimal(held)


@pytest.mark.parametrize(
    ("there", "expected"),
    [
        ((position("1", id="7"),), True),
        # Turned round: that is seen, and means that the copy is over.
        ((position("1", id="7", side=Side.SELL),), True),
        ((position("1", id="7", symbol="GBPUSD"),), False),
        ((position("1", id="7", symbol="GBPUSD"), position("1", id="8")), True),
        ((), False),
    ],
)
def test_s5_net_position_when_its_symbol_is_there_then_is_shown(
    there: tuple[Position, ...], expected: bool
) -> None:
    assert is_shown(_known(mode=NETS), LIVE, _shown(*there)) is expected


def test_hedging_copy_when_deals_name_it_then_those_prove_its_end() -> None:
    known = _known()
    known.account(FOLLOWER).copies.update({"7702": COPY, "7703": COPY, "7704": OTHER})
    by_link = ended("7701", link=carried(COPY))
    by_account = ended("7702")
    others = (
        # What the executor carried counts before what we remember.
        ended("7703", link=carried(OTHER)),
        ended("7704"),
        ended("7705"),
    )

    shown = _shown(proofs=(by_link, *others, by_account))

    assert follower_proofs(known, LIVE, shown) == (by_link, by_account)


def test_s5_net_position_when_it_was_there_before_then_its_deal_proves_the_end() -> None:
    known = _known(mode=NETS)
    known.account(FOLLOWER).positions.update(
        {"7": position("1", id="7"), "8": position("1", id="8", symbol="GBPUSD")}
    )
    proof = ended("7", reason=Reason.STOP_LOSS)
    others = (
        ended("9"),
        ended("8"),
        replace(proof, symbol="GBPUSD"),
        replace(proof, side=Side.SELL),
    )

    assert follower_proofs(known, LIVE, _shown(proofs=(*others, proof))) == (proof,)


def test_s5_net_position_when_its_deal_names_a_copy_that_shared_it_then_that_proves() -> None:
    sharer = replace(LIVE, copy=OTHER, position="502", order="502")
    over = replace(LIVE, copy="d" * 32, state=LinkState.CLOSED)
    known = _known(LIVE, sharer, over, mode=NETS)
    proof = ended("7", link=carried(OTHER))
    strange = ended("9", link=carried("d" * 32))

    assert follower_proofs(known, LIVE, _shown(proofs=(strange, proof))) == (proof,)


def test_proofs_when_none_are_shown_then_there_are_none() -> None:
    assert follower_proofs(_known(), LIVE, _shown()) == ()
    assert follower_proofs(_known(mode=NETS), LIVE, _shown()) == ()
