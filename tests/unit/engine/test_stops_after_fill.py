"""Stops that are measured from the copy's own fill (rules C7, C8)."""

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.unit.engine.link_samples import COPY, LIVE
from tests.unit.engine.samples import FOLLOWER, MASTER, carried, position
from tests.unit.engine.stop_following import AT_110, PROTECTED, holding, said, shows, values
from tests.unit.engine.stop_samples import DISTANCE, PRICE, fixed, quote, rules
from tradecopy_desktop.domain.facts import Quote
from tradecopy_desktop.domain.links import Link, LinkState
from tradecopy_desktop.domain.values import ZERO, Side
from tradecopy_desktop.engine.book import Book
from tradecopy_desktop.engine.following import stops_after_fill
from tradecopy_desktop.engine.stops.dues import tickets_of


def _filled(link: Link, *, at: Quote | None = AT_110, sl: str | None = "1.09500") -> Book:
    known = holding(link, at=at)
    known.account(MASTER).positions["501"] = position("1", sl=sl, tp="1.11000")
    return known


def test_stops_when_the_fill_is_known_then_count_from_it() -> None:
    # Sent with 1.09510 by the price expected; filled at 1.10002: 1.10002 - 0.00500 = 1.09502,
    # and 150 points above it 1.10152.
    link = replace(
        LIVE, stops=rules(DISTANCE, fixed(150)), stop_loss=Decimal("1.09510"), take_profit=None
    )

    found = stops_after_fill(_filled(link), link)

    assert found is not None
    moved, command = found
    assert values(command) == said("1.09502", "1.10152")
    assert (moved.stop_loss, moved.take_profit) == said("1.09502", "1.10152")
    assert (moved.revision, command.revision, command.copy) == (2, 2, COPY)


def test_stops_when_the_copy_has_them_after_the_fill_then_nothing_is_sent() -> None:
    assert stops_after_fill(_filled(PROTECTED), PROTECTED) is None


def test_stops_when_a_further_fill_comes_then_a_tighter_one_of_a_hand_stays() -> None:
    link = replace(PROTECTED, stops=rules(DISTANCE, PRICE))
    known = _filled(link)
    shows(known, "1.09800", "1.11000")

    assert stops_after_fill(known, link) is None


def test_sl_when_passed_right_after_the_fill_then_is_sent_if_there_is_none_to_keep() -> None:
    # 1.10002 - 50 points are 1.09952; the bid is 1.09900 already.
    bare = replace(LIVE, stops=rules(fixed(50), PRICE), take_profit=Decimal("1.11000"))
    kept = replace(bare, stop_loss=Decimal("1.09800"))
    at = quote("1.09900", "1.09910")

    found = stops_after_fill(_filled(bare, at=at), bare)

    assert found is not None
    assert values(found[1]) == said("1.09952", "1.11000")
    assert stops_after_fill(_filled(kept, at=at), kept) is None


@pytest.mark.parametrize(
    "link",
    [
        replace(LIVE, state=LinkState.REFUSED),
        replace(LIVE, target=ZERO, state=LinkState.CLOSING),
        replace(LIVE, filled=ZERO),
        replace(LIVE, symbol="GBPUSD"),
        replace(LIVE, position="999"),
        # The master turned round while the copy was on its way.
        replace(LIVE, master_side=Side.SELL),
    ],
)
def test_stops_when_there_is_nothing_to_protect_after_an_answer_then_none_are_sent(
    link: Link,
) -> None:
    assert stops_after_fill(_filled(link), link) is None


def test_tickets_when_looked_for_then_are_those_of_the_copy_on_its_own_side() -> None:
    known = holding()
    account = known.account(FOLLOWER)
    ours = position("0.5", id="7701", link=carried(COPY))
    ordered = position("0.5", id="7702")
    account.copies.update({"7702": COPY, "7703": "c" * 32})
    others = (
        position("1", id="7703"),
        position("1", id="7704"),
        position("1", id="7705", link=carried("c" * 32)),
        position("1", id="7706", side=Side.SELL, link=carried(COPY)),
    )
    account.positions.update((each.id, each) for each in (*others, ours, ordered))

    assert tickets_of(known, known.links[COPY]) == (ours, ordered)
