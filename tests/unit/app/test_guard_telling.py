"""What the guard says, once, and what its rows show of a limit that is nearly reached."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from tests.unit.app.manual_clock import ManualClock
from tests.unit.engine.samples import FOLLOWER, book
from tradecopy_desktop.app.board import Board
from tradecopy_desktop.app.bus import Bus
from tradecopy_desktop.app.guard_board import GuardBoard, Standing
from tradecopy_desktop.app.guard_telling import GuardTelling
from tradecopy_desktop.app.guard_views import GuardRow
from tradecopy_desktop.app.places import Place
from tradecopy_desktop.app.views import Health
from tradecopy_desktop.domain.guarding import Limit, NakedAction, Rung
from tradecopy_desktop.domain.limits import Amount, LossLimit, Period
from tradecopy_desktop.engine.guard.levels import Stand
from tradecopy_desktop.engine.guard.naked import Naked

LIMIT = Limit(
    id="a", name="daily", rule=LossLimit(period=Period.DAY, amount=Amount(value=Decimal(100)))
)


def _told() -> tuple[GuardTelling, Board]:
    board = Board(book(), ManualClock(), Bus())
    return GuardTelling(board), board


def test_blind_guard_when_its_reason_counts_seconds_then_is_told_once_until_it_sees() -> None:
    telling, board = _told()

    for seconds in ("15.1", "15.4", "15.6"):
        telling.blind(FOLLOWER, f"its money was told {seconds} s ago")
    telling.sees(FOLLOWER)
    telling.sees(FOLLOWER)
    telling.blind(FOLLOWER, "its terminal is not connected")

    titles = [alert.title.rsplit(": ", 1)[1] for alert in board.alerts()]
    assert titles == ["the guard is blind", "the guard sees again", "the guard is blind"]


def test_copy_without_an_sl_when_told_then_it_is_loud_and_leads_to_its_follower() -> None:
    telling, board = _told()
    found = Naked(
        copy="c1",
        route="r1",
        symbol="EURUSD",
        lots=Decimal(1),
        since=0,
        prescribed=None,
        due=NakedAction.ALARM,
        stop=None,
        text="1 lots of EURUSD are open without an SL for 10 s",
    )

    telling.naked(book().account(FOLLOWER), found)

    (alert,) = board.alerts()
    assert (alert.health, alert.place, alert.account) == (Health.BAD, Place.COCKPIT, FOLLOWER)


def test_row_when_a_limit_is_nearly_reached_then_never_reads_as_reached() -> None:
    rows: list[GuardRow] = []
    board = GuardBoard(rows.append, str, lambda _: True)
    account = book().account(FOLLOWER)
    # 99.96 percent: one decimal would round it up to 100.
    stand = Stand(limit=LIMIT, percent=Fraction(9_996, 100), text="99.96 of 100.00 USD used")

    board.put(Standing(account=account, stands=(stand,), blind="", can_act=True))
    board.flush()
    board.flush()

    assert [row.stands[0].percent for row in rows] == [Decimal("99.9")]


def test_row_when_its_account_stands_otherwise_then_is_published_again() -> None:
    rows: list[GuardRow] = []
    board = GuardBoard(rows.append, str, lambda _: True)
    account = book().account(FOLLOWER)
    stand = Stand(limit=LIMIT, percent=Fraction(75), text="75.00 of 100.00 USD used")

    board.put(Standing(account=account, stands=(stand,), blind="", can_act=True))
    board.flush()
    account.guard_memory = replace(account.guard_memory, rungs={"a": Rung.WARN})
    board.flush()

    assert [row.rung for row in rows] == [Rung.FINE, Rung.WARN]


def test_row_when_its_account_is_removed_then_is_shown_no_more_until_it_is_added_again() -> None:
    rows: list[GuardRow] = []
    registered = {FOLLOWER}
    board = GuardBoard(rows.append, str, lambda key: key in registered)
    account = book().account(FOLLOWER)
    standing = Standing(account=account, stands=(), blind="", can_act=True)
    board.put(standing)
    board.flush()

    registered.clear()
    account.guard_memory = replace(account.guard_memory, rungs={"a": Rung.WARN})
    board.put(standing)
    board.flush()
    gone = board.rows()
    registered.add(FOLLOWER)
    board.flush()

    assert gone == ()
    assert len(rows) == 2
    assert [row.account for row in board.rows()] == [FOLLOWER]
