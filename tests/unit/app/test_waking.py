"""C4: a close that a closed market or a missing permission refused waits for news of just that."""

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.unit.app.bench import Bench
from tests.unit.engine.link_samples import COPY
from tests.unit.engine.samples import ALLOWED, FOLLOWER, closed, opened
from tradecopy_desktop.domain.accounts import Role
from tradecopy_desktop.domain.facts import Outcome, PermissionsChanged, Quote
from tradecopy_desktop.domain.values import ZERO

CLOSING = Quote(symbol="EURUSD", bid=Decimal("1.10"), ask=Decimal("1.11"), at=1)
OPENING = replace(CLOSING, bid=Decimal("1.12"), ask=Decimal("1.13"), at=2)
OTHER = replace(OPENING, symbol="GBPUSD")
FORBIDDEN = replace(ALLOWED, terminal=False)


def refused(code: str, *, known: Quote | None = CLOSING) -> Bench:
    """Return a bench on which the close of a copy was just refused."""
    bench = Bench()
    bench.handle(opened("1"))
    bench.answer()
    if known is not None:
        bench.book.account(FOLLOWER).quotes["EURUSD"] = known
    bench.broker.plan(Outcome.REFUSED, code=code)
    bench.handle(closed("1"))
    bench.answer()
    return bench


def permitted(bench: Bench, *, allowed: bool) -> None:
    """Let the follower's terminal tell what it may do."""
    told = ALLOWED if allowed else FORBIDDEN
    fact = PermissionsChanged(account=FOLLOWER, role=Role.EXECUTOR, permissions=told)
    bench.handle(fact)


@pytest.mark.parametrize("code", ["10018", "132"])
def test_close_when_the_market_is_closed_then_goes_with_the_next_quote(code: str) -> None:
    bench = refused(code)
    bench.wait_ms(590_000)
    assert bench.sent() == ["open buy 1", "buy to 0"]

    bench.copying.waking.quoted(FOLLOWER, (OPENING,))
    bench.answer()

    assert bench.sent() == ["open buy 1", "buy to 0", "buy to 0"]
    assert bench.broker.held == {COPY: ZERO}


def test_close_when_the_quote_is_the_one_known_or_of_another_symbol_then_waits_on() -> None:
    bench = refused("10018")
    bench.wait_ms(5_000)

    bench.copying.waking.quoted(FOLLOWER, (CLOSING, OTHER))

    assert bench.sent() == ["open buy 1", "buy to 0"]


def test_close_when_no_price_was_known_then_the_first_one_proves_nothing() -> None:
    # A terminal tells the last price of Friday as soon as it is asked.
    bench = refused("10018", known=None)
    bench.wait_ms(5_000)

    bench.copying.waking.quoted(FOLLOWER, (CLOSING,))
    first = bench.sent()
    bench.copying.waking.quoted(FOLLOWER, (OPENING,))

    assert first == ["open buy 1", "buy to 0"]
    assert bench.sent() == ["open buy 1", "buy to 0", "buy to 0"]


def test_close_when_no_quote_ever_comes_then_goes_after_ten_minutes() -> None:
    bench = refused("10018")

    bench.wait_ms(599_999)
    before = bench.sent()
    bench.wait_ms(1)

    assert before == ["open buy 1", "buy to 0"]
    assert bench.sent() == ["open buy 1", "buy to 0", "buy to 0"]


def test_close_when_a_quote_comes_at_once_then_keeps_a_second_of_distance() -> None:
    bench = refused("10018")

    bench.copying.waking.quoted(FOLLOWER, (OPENING,))
    bench.wait_ms(999)
    before = bench.sent()
    bench.wait_ms(1)

    assert before == ["open buy 1", "buy to 0"]
    assert bench.sent() == ["open buy 1", "buy to 0", "buy to 0"]


def test_quotes_when_a_close_waits_for_one_then_are_asked_for_until_it_came() -> None:
    bench = refused("10018")
    waiting = set(bench.book.account(FOLLOWER).awaited)

    bench.copying.waking.quoted(FOLLOWER, (OPENING,))

    assert waiting == {"EURUSD"}
    assert bench.book.account(FOLLOWER).awaited == set()


@pytest.mark.parametrize("code", ["10027", "4109"])
def test_close_when_trading_was_off_then_goes_once_it_is_on(code: str) -> None:
    bench = refused(code)
    permitted(bench, allowed=False)
    bench.wait_ms(30_000)
    before = bench.sent()

    permitted(bench, allowed=True)
    bench.answer()

    assert before == ["open buy 1", "buy to 0"]
    assert bench.sent() == ["open buy 1", "buy to 0", "buy to 0"]
    assert bench.broker.held == {COPY: ZERO}


def test_close_when_refused_for_another_reason_then_no_news_hastens_it() -> None:
    bench = refused("10019")

    bench.copying.waking.quoted(FOLLOWER, (OPENING,))
    permitted(bench, allowed=True)

    assert bench.sent() == ["open buy 1", "buy to 0"]
