"""Where trouble with copies and routes is seen to."""

from dataclasses import replace

import pytest

from tests.unit.app.manual_clock import ManualClock
from tests.unit.engine.link_samples import LIVE
from tests.unit.engine.samples import FOLLOWER, book
from tradecopy_desktop.app.board import Board
from tradecopy_desktop.app.bus import Bus
from tradecopy_desktop.app.places import Place
from tradecopy_desktop.app.views import Health
from tradecopy_desktop.domain.links import LinkState


@pytest.mark.parametrize(
    ("state", "key", "place", "health"),
    [
        # A close that was refused: the copy still holds lots.
        (LinkState.CLOSING, "c1 closing", Place.COCKPIT, Health.BAD),
        (LinkState.REFUSED, "c1 refused", Place.LOG, Health.WARNING),
        (LinkState.LIVE, "finding c1 size", Place.RECONCILIATION, Health.WARNING),
    ],
)
def test_trouble_when_it_is_about_a_copy_then_it_leads_to_where_that_copy_is_seen(
    state: LinkState, key: str, place: Place, health: Health
) -> None:
    board = Board(book(), ManualClock(), Bus())

    board.trouble(replace(LIVE, state=state), key, "what happened")

    (alert,) = board.alerts()
    assert (alert.place, alert.account, alert.health) == (place, FOLLOWER, health)


@pytest.mark.parametrize(
    ("key", "place"),
    [
        ("master away route", Place.ACCOUNTS),
        ("frozen 1001@Demo monitor", Place.ACCOUNTS),
        ("poison route", Place.ROUTES),
        ("ledger lost", Place.RECONCILIATION),
        ("anything else", Place.LOG),
    ],
)
def test_trouble_when_it_is_about_no_copy_then_its_matter_says_where(
    key: str, place: Place
) -> None:
    board = Board(book(), ManualClock(), Bus())

    board.trouble(None, key, "what happened")

    assert [(alert.place, alert.account) for alert in board.alerts()] == [(place, None)]


def test_texts_when_a_copy_had_trouble_twice_then_the_newest_counts() -> None:
    board = Board(book(), ManualClock(), Bus())
    board.trouble(LIVE, "c1 closing", "first")
    board.trouble(LIVE, "c1 closing", "second")
    board.trouble(LIVE, "c12 closing", "of another copy")

    assert board.newest_texts() == {"c1": "second", "c12": "of another copy"}
